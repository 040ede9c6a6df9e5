import type { Expense } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { ExpenseRow } from './expense-row.js'
import type { ShownExpenses } from './read-expenses.js'
import { texts } from './texts.js'

/** The expenses of the month, newest first. On a small screen its rows become cards. */
export function ExpenseTable({
  shown: { month, currency, expenses, names },
  onRemove,
}: {
  readonly shown: ShownExpenses
  readonly onRemove: (expense: Expense, what: string) => void
}) {
  const text = useTexts(texts)
  const format = useFormat()
  return (
    <table className="expenses" aria-describedby="expenses-messages">
      <caption>{text.caption(format.month(month))}</caption>
      <thead>
        <tr>
          <th scope="col">{text.date}</th>
          <th scope="col">{text.category}</th>
          <th scope="col">{text.description}</th>
          <th scope="col" className="amount">
            {text.amount}
          </th>
          <th scope="col">
            <span className="hidden-text">{text.action}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {expenses.map((expense) => (
          <ExpenseRow
            key={expense.id}
            expense={expense}
            category={names.get(expense.categoryId) ?? text.gone}
            currency={currency}
            onRemove={onRemove}
          />
        ))}
      </tbody>
    </table>
  )
}
