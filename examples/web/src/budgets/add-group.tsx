import { useBudgetBook } from 'budgetbook/react'
import { useRef, useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'

const texts = {
  en: { name: 'New group', add: 'Add group' },
  de: { name: 'Neue Gruppe', add: 'Gruppe anlegen' },
}

/** A form that adds a group of categories. */
export function AddGroup({ currency }: { readonly currency: string }) {
  const t = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages, clear } = useAction(currency)
  const [name, setName] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const failures = allMessages(messages)
  const submit = async (): Promise<void> => {
    if (pending) return
    if (await run(async () => book.groups.create({ name }))) setName('')
    input.current?.focus()
  }
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label className="field">
        <span>{t.name}</span>
        <input
          ref={input}
          value={name}
          autoComplete="off"
          readOnly={pending}
          aria-describedby="group-messages"
          aria-invalid={failures.length > 0}
          onChange={(event) => {
            setName(event.target.value)
            clear()
          }}
        />
      </label>
      <button type="submit" className="secondary" aria-disabled={pending}>
        {t.add}
      </button>
      <FieldMessages id="group-messages" of={failures} />
    </form>
  )
}
