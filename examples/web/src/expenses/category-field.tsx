import { useCategories } from 'budgetbook/react'
import { useId } from 'react'
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
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name="categoryId"
        aria-invalid={messages !== undefined}
        aria-describedby={`${id}-messages`}
      >
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
