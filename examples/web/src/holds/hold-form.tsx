import { useBudgetBook } from 'budgetbook/react'
import { CategoryField } from '../forms/category-field.js'
import { fieldOf } from '../forms/field-of.js'
import { SentForm } from '../forms/sent-form.js'
import { TextField } from '../forms/text-field.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { texts } from './texts.js'

/** Sets money aside. */
export function HoldForm({ day, currency }: { readonly day: string; readonly currency: string }) {
  const text = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages, clear } = useAction(currency)
  const submit = async (form: HTMLFormElement): Promise<void> => {
    if (pending) return
    const hold = {
      categoryId: fieldOf(form, 'categoryId'),
      amount: fieldOf(form, 'amount'),
      description: fieldOf(form, 'description'),
      date: day,
    }
    if (await run(async () => book.holds.place(hold))) form.reset()
  }
  return (
    <SentForm className="fields" onType={clear} onSend={(form) => void submit(form)}>
      <CategoryField label={text.category} messages={messages['categoryId']} />
      <TextField pending={pending} label={text.amount} name="amount" messages={messages['amount']} />
      <TextField
        pending={pending}
        label={text.description}
        name="description"
        messages={messages['description']}
      />
      <button type="submit" aria-disabled={pending}>
        {text.place}
      </button>
      <FieldMessages id="hold-messages" of={messages['']} />
    </SentForm>
  )
}
