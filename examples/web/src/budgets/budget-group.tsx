import { useTexts } from '../text/language.js'
import { BudgetRow } from './budget-row.js'
import type { BudgetSection } from './budget-sections.js'
import { SumRow } from './sum-row.js'
import { texts } from './texts.js'

/** The lines of a group under its name, and their sum. Without any group, only the lines. */
export function BudgetGroup({
  section,
  month,
  currency,
  titled,
}: {
  readonly section: BudgetSection
  readonly month: string
  readonly currency: string
  readonly titled: boolean
}) {
  const t = useTexts(texts)
  const name = section.name ?? t.noGroup
  const { lines, subtotal } = section
  return (
    <tbody>
      {titled && (
        <tr className="group">
          <th scope="rowgroup" colSpan={6}>
            {name}
          </th>
        </tr>
      )}
      {lines.map((line) => (
        // The key has the month, so that what is typed for one month never goes to another.
        <BudgetRow key={`${month} ${line.categoryId}`} {...line} month={month} currency={currency} />
      ))}
      {titled && lines.length > 0 && (
        <SumRow name={t.subtotal(name)} currency={currency} figures={subtotal} />
      )}
    </tbody>
  )
}
