import type { Expense } from 'budgetbook'
import { useBudgetBook, useCategories } from 'budgetbook/react'
import { useRef, useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useSteady } from '../glue/use-steady.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { dayIn } from '../forms/day-in.js'
import { ExpenseForm } from './expense-form.js'
import { ExpenseTable } from './expense-table.js'
import './expenses.css'
import { removeOnce } from './remove-once.js'
import { texts, type ExpenseTexts } from './texts.js'
import { useShownExpenses } from './use-shown-expenses.js'

/** What was done last, in the language of the moment. */
interface News {
  readonly month: string
  readonly say: (text: ExpenseTexts) => string
}

/** The expenses of a month: a form for a new one, and a table with a button that removes one. */
export function ExpensesPanel({ month }: { readonly month: string }) {
  const text = useTexts(texts)
  const format = useFormat()
  const book = useBudgetBook()
  const heading = useRef<HTMLHeadingElement>(null)
  const [news, setNews] = useState<News>({ month, say: () => '' })
  const { value: categories } = useCategories()
  const [read, showMore] = useShownExpenses(month)
  const shown = useSteady(read)
  const currency = shown?.currency ?? 'XXX'
  const { run, pending, messages } = useAction(currency)
  const remove = async ({ id }: Expense, what: string): Promise<void> => {
    if (pending || !(await run(async () => removeOnce(book, id)))) return
    setNews({ month, say: ({ removed }) => removed(what) })
    heading.current?.focus() // its button is gone
  }
  const day = dayIn(month, shown?.monthStartDay ?? 1, book.today())
  return (
    <section className="panel expenses-panel" aria-labelledby="expenses-title">
      <h2 id="expenses-title" ref={heading} tabIndex={-1}>
        {text.title}
      </h2>
      {categories?.length === 0 ? (
        <p className="quiet">{text.noCategory}</p>
      ) : (
        <ExpenseForm
          day={day}
          currency={currency}
          onRecorded={(what) => setNews({ month, say: ({ recorded }) => recorded(what) })}
        />
      )}
      <p className="notice" role="status">
        {news.month === month && news.say(text)}
      </p>
      {read.state === 'failed' && <FailedState error={read.error} retry={read.refresh} />}
      {!shown && read.state === 'loading' && <LoadingState />}
      <FieldMessages id="expenses-messages" of={allMessages(messages)} />
      {shown?.expenses.length === 0 && <p className="quiet">{text.none(format.month(shown.month))}</p>}
      {shown && shown.expenses.length > 0 && (
        <ExpenseTable shown={shown} onRemove={(expense, what) => void remove(expense, what)} />
      )}
      {shown?.hasMore && (
        <div className="actions">
          <button type="button" onClick={showMore}>
            {text.more}
          </button>
        </div>
      )}
    </section>
  )
}
