import { useCategories, useUtilization } from 'budgetbook/react'
import { useGroups } from '../glue/use-groups.js'
import { useSteady } from '../glue/use-steady.js'
import { EmptyState } from '../states/empty-state.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import { AddCategory } from './add-category.js'
import { AddGroup } from './add-group.js'
import { BudgetTable } from './budget-table.js'
import { UnbudgetedNotice } from './unbudgeted-notice.js'
import './budgets.css'
import { texts } from './texts.js'

/** The budgets of the month, and what was spent of them. */
export function BudgetsPanel({ month }: { readonly month: string }) {
  const { title } = useTexts(texts)
  const ofMonth = useUtilization(month)
  const ofCategories = useCategories()
  const ofGroups = useGroups()
  const report = useSteady(ofMonth)
  const { value: categories } = ofCategories
  const { value: groups } = ofGroups
  const results = [ofMonth, ofCategories, ofGroups]
  const failed = results.find(({ state }) => state === 'failed')
  const retry = (): void => {
    for (const { refresh } of results) refresh()
  }
  const isEmpty = categories?.length === 0 && report?.categories.length === 0
  return (
    <section className="panel" aria-labelledby="budgets-title">
      <h2 id="budgets-title">{title}</h2>
      {failed && <FailedState error={failed.error} retry={retry} />}
      {report && categories && groups ? (
        <>
          {isEmpty ? (
            <EmptyState currency={report.currency} />
          ) : (
            <BudgetTable
              report={report}
              categories={categories}
              groups={groups}
              busy={report.month !== month}
            />
          )}
          <UnbudgetedNotice report={report} />
          <div className="additions">
            <AddCategory currency={report.currency} groups={groups} />
            <AddGroup currency={report.currency} />
          </div>
        </>
      ) : (
        !failed && <LoadingState />
      )}
    </section>
  )
}
