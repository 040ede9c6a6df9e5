import type { Expense } from 'budgetbook'
import { isSecondClick } from '../glue/second-click.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

/** An expense, and the button that removes it. */
export function ExpenseRow({
  expense,
  category,
  currency,
  onRemove,
}: {
  readonly expense: Expense
  readonly category: string
  readonly currency: string
  readonly onRemove: (expense: Expense, what: string) => void
}) {
  const text = useTexts(texts)
  const { date, money } = useFormat()
  const what = expense.description || `${category}, ${date(expense.date)}`
  return (
    <tr>
      <td className="expense-date">{date(expense.date)}</td>
      <td className="expense-category">{category}</td>
      <td className="expense-description">{expense.description || '–'}</td>
      <td className="amount">{money(expense.amount, currency)}</td>
      <td className="expense-action">
        <button
          type="button"
          className="small"
          aria-label={text.remove(what)}
          onClick={(event) => isSecondClick(event) || onRemove(expense, what)}
        >
          {text.removeShort}
        </button>
      </td>
    </tr>
  )
}
