import type { FreshRow } from 'budgetbook'
import { useCategories } from 'budgetbook/react'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

const mostRows = 5

/** The first rows that would be imported, so that the user sees whether the file was understood. */
export function FreshRows({
  rows,
  currency,
}: {
  readonly rows: readonly FreshRow[]
  readonly currency: string
}) {
  const text = useTexts(texts)
  const { date, money } = useFormat()
  const { value: categories = [] } = useCategories()
  const nameOf = (id: string): string => categories.find((category) => category.id === id)?.name ?? '–'
  return (
    <div>
      <h4 id="fresh-rows">{text.preview}</h4>
      <ul className="rows" aria-labelledby="fresh-rows">
        {rows.slice(0, mostRows).map(({ expense, expenseId }) => (
          <li key={expenseId}>
            <span>
              {date(expense.date)} · {nameOf(expense.categoryId)} · {expense.description}
            </span>
            <span className="amount">{money(expense.amount, currency)}</span>
          </li>
        ))}
      </ul>
      {rows.length > mostRows && <p className="quiet">{text.andMore(rows.length - mostRows)}</p>}
    </div>
  )
}
