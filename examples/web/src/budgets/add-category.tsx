import type { CategoryGroup } from 'budgetbook'
import { useBudgetBook } from 'budgetbook/react'
import { useRef, useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'

const texts = {
  en: { name: 'New category', group: 'Group', none: 'No group', add: 'Add category' },
  de: { name: 'Neue Kategorie', group: 'Gruppe', none: 'Ohne Gruppe', add: 'Kategorie anlegen' },
}

/** A form that adds a category. Its budget is then set in the table. */
export function AddCategory({
  currency,
  groups,
}: {
  readonly currency: string
  readonly groups: readonly CategoryGroup[]
}) {
  const t = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages, clear } = useAction(currency)
  const [name, setName] = useState('')
  const [groupId, setGroupId] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const failures = allMessages(messages)
  const submit = async (): Promise<void> => {
    if (pending) return
    // The group may be gone: another tab can remove it.
    const category = { name, groupId: groups.some(({ id }) => id === groupId) ? groupId : null }
    if (await run(async () => book.categories.create(category))) setName('')
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
          aria-describedby="category-messages"
          aria-invalid={failures.length > 0}
          onChange={(event) => {
            setName(event.target.value)
            clear()
          }}
        />
      </label>
      {groups.length > 0 && (
        <label className="field">
          <span>{t.group}</span>
          <select value={groupId} onChange={(event) => setGroupId(event.target.value)}>
            <option value="">{t.none}</option>
            {groups.map((group) => (
              <option key={group.id} value={group.id}>
                {group.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" aria-disabled={pending}>
        {t.add}
      </button>
      <FieldMessages id="category-messages" of={failures} />
    </form>
  )
}
