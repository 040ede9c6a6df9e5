import { useBudgetBook } from 'budgetbook/react'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { CategoryField } from '../forms/category-field.js'
import { fieldOf } from '../forms/field-of.js'
import { SentForm } from '../forms/sent-form.js'
import { TextField } from '../forms/text-field.js'
import { texts } from './texts.js'

/** Records an expense, or with an amount below zero a refund. */
export function ExpenseForm({
  day,
  currency,
  onRecorded,
}: {
  /** The day that it begins with. */
  readonly day: string
  readonly currency: string
  readonly onRecorded: (description: string) => void
}) {
  const text = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages, clear } = useAction(currency)
  const submit = async (form: HTMLFormElement): Promise<void> => {
    if (pending) return
    const expense = {
      categoryId: fieldOf(form, 'categoryId'),
      amount: fieldOf(form, 'amount'),
      date: fieldOf(form, 'date') || undefined,
      description: fieldOf(form, 'description'),
    }
    if (!(await run(async () => book.expenses.record(expense)))) return
    // The category and the day stay: the next receipt often has the same.
    for (const input of form.querySelectorAll<HTMLInputElement>('[name=amount], [name=description]')) {
      input.value = ''
    }
    form.querySelector<HTMLInputElement>('[name=amount]')?.focus()
    onRecorded(expense.description || expense.amount)
  }
  return (
    <SentForm className="fields" onType={clear} onSend={(form) => void submit(form)}>
      <CategoryField label={text.category} messages={messages['categoryId']} />
      <TextField pending={pending} label={text.amount} name="amount" messages={messages['amount']} />
      <TextField
        pending={pending}
        label={text.date}
        name="date"
        type="date"
        initial={day}
        messages={messages['date']}
      />
      <TextField
        pending={pending}
        label={text.description}
        name="description"
        messages={messages['description']}
      />
      <div className="expense-send">
        <button type="submit" aria-disabled={pending}>
          {text.record}
        </button>
      </div>
      <FieldMessages id="expense-messages" of={messages['']} />
    </SentForm>
  )
}
