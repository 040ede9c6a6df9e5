import { useCategories } from 'budgetbook/react'
import { useId, useState } from 'react'
import { FieldMessages } from '../glue/field-messages.js'

/** Chooses a category for what the form is about. */
export function CategoryField({
  label,
  messages,
}: {
  readonly label: string
  readonly messages: readonly string[] | undefined
}) {
  const id = useId()
  const { value: categories = [] } = useCategories()
  // Kept here, because a list whose chosen line is gone chooses another one by itself.
  const [chosen, setChosen] = useState<string | null>(null)
  const value = chosen ?? categories[0]?.id ?? ''
  const isGone = !categories.some((category) => category.id === value)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name="categoryId"
        value={value}
        onChange={({ target }) => setChosen(target.value)}
        aria-invalid={messages !== undefined}
        aria-describedby={`${id}-messages`}
      >
        {isGone && <option value={value}>–</option>}
        {categories.map((category) => (
          <option key={category.id} value={category.id}>
            {category.name}
          </option>
        ))}
      </select>
      <FieldMessages id={`${id}-messages`} of={messages} />
    </div>
  )
}
