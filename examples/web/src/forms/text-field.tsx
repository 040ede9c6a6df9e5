import { useId } from 'react'
import { FieldMessages } from '../glue/field-messages.js'

/** A field of a form that is read when the form is sent, so nothing renders while the user types. */
export function TextField({
  label,
  name,
  messages,
  type = 'text',
  initial = '',
  pending = false,
}: {
  readonly label: string
  /** The field of the library's input that it is for. */
  readonly name: string
  readonly messages: readonly string[] | undefined
  readonly type?: 'text' | 'date' | undefined
  readonly initial?: string | undefined
  /** Whether the form is being sent: what is typed then would be lost with the rest. */
  readonly pending?: boolean | undefined
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        key={initial}
        id={id}
        name={name}
        type={type}
        defaultValue={initial}
        inputMode={name === 'amount' ? 'decimal' : undefined}
        autoComplete="off"
        readOnly={pending}
        aria-invalid={messages !== undefined}
        aria-describedby={`${id}-messages`}
      />
      <FieldMessages id={`${id}-messages`} of={messages} />
    </div>
  )
}
