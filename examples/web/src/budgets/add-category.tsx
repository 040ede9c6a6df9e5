import type { CategoryGroup } from 'budgetbook'
import { useBudgetBook } from 'budgetbook/react'
import { useState } from 'react'
import { useTexts } from '../text/language.js'
import { NameForm } from './name-form.js'

const texts = {
  en: { label: 'New category', group: 'Group', none: 'No group', add: 'Add category' },
  de: { label: 'Neue Kategorie', group: 'Gruppe', none: 'Ohne Gruppe', add: 'Kategorie anlegen' },
}

/** A form that adds a category. Its budget is then set in the table. */
export function AddCategory({
  currency,
  groups,
}: {
  readonly currency: string
  readonly groups: readonly CategoryGroup[]
}) {
  const { label, group, none, add } = useTexts(texts)
  const book = useBudgetBook()
  const [chosen, setChosen] = useState('')
  // The group may be gone: another tab can remove it.
  const groupId = groups.some(({ id }) => id === chosen) ? chosen : null
  return (
    <NameForm
      id="category"
      {...{ label, add, currency }}
      create={async (name) => book.categories.create({ name, groupId })}
    >
      {groups.length > 0 && (
        <label className="field">
          <span>{group}</span>
          <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">{none}</option>
            {groups.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </NameForm>
  )
}
