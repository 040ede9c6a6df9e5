import { useRef, useState, type ReactNode } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'

/** A form that adds something with a name. The name stays in the box if it is refused. */
export function NameForm({
  id,
  currency,
  label,
  add,
  isSecondary = false,
  create,
  children,
}: {
  readonly id: string
  readonly currency: string
  readonly label: string
  /** What the button says. */
  readonly add: string
  readonly isSecondary?: boolean | undefined
  readonly create: (name: string) => Promise<unknown>
  /** More fields, after the name. */
  readonly children?: ReactNode
}) {
  const { run, pending, messages, clear } = useAction(currency)
  const [name, setName] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const failures = allMessages(messages)
  const submit = async (): Promise<void> => {
    if (pending) return
    if (await run(async () => create(name))) setName('')
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
        <span>{label}</span>
        <input
          ref={input}
          value={name}
          autoComplete="off"
          readOnly={pending}
          aria-describedby={`${id}-messages`}
          aria-invalid={failures.length > 0}
          onChange={(event) => {
            setName(event.target.value)
            clear()
          }}
        />
      </label>
      {children}
      <button type="submit" className={isSecondary ? 'secondary' : undefined} aria-disabled={pending}>
        {add}
      </button>
      <FieldMessages id={`${id}-messages`} of={failures} />
    </form>
  )
}
