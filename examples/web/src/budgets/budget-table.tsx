import type { Category, CategoryGroup, Utilization } from 'budgetbook'
import { useEffect, useMemo } from 'react'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { BudgetGroup } from './budget-group.js'
import { budgetSections, totalOf } from './budget-sections.js'
import { SumRow } from './sum-row.js'
import { texts } from './texts.js'

/** The budgets of a month in their groups. */
export function BudgetTable({
  report,
  categories,
  groups,
  busy,
}: {
  readonly report: Utilization
  readonly categories: readonly Category[]
  readonly groups: readonly CategoryGroup[]
  readonly busy: boolean
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const { month, currency } = report
  const sections = useMemo(() => budgetSections(report, categories, groups), [report, categories, groups])
  const total = useMemo(() => totalOf(report), [report])
  // The test of the page measures how long it takes from the script to the first table.
  useEffect(() => {
    if (performance.getEntriesByName('month').length === 0) performance.mark('month')
  }, [])
  return (
    <table className="budgets" aria-busy={busy}>
      <caption>{t.caption(format.month(month))}</caption>
      <thead>
        <tr>
          <th scope="col">{t.category}</th>
          <th scope="col" className="amount">
            {t.budget}
          </th>
          <th scope="col" className="amount">
            {t.spent}
          </th>
          <th scope="col" className="amount">
            {t.left}
          </th>
          <th scope="col">{t.used}</th>
          <th scope="col">{t.status}</th>
        </tr>
      </thead>
      {sections.map((section) => (
        <BudgetGroup
          key={section.groupId ?? ''}
          section={section}
          month={month}
          currency={currency}
          titled={groups.length > 0}
        />
      ))}
      <tfoot>
        <SumRow name={t.total} currency={currency} figures={total} />
      </tfoot>
    </table>
  )
}
