import type { ReactNode } from 'react'

/** A form that is read when it is sent: no component renders while the user types. The book checks the fields. */
export function SentForm({
  className,
  onType,
  onSend,
  children,
}: {
  readonly className: string
  /** Called at every key: the user is correcting what was wrong. */
  readonly onType: () => void
  readonly onSend: (form: HTMLFormElement) => void
  readonly children: ReactNode
}) {
  return (
    <form
      className={className}
      noValidate
      onInput={onType}
      onSubmit={(event) => {
        event.preventDefault()
        onSend(event.currentTarget)
      }}
    >
      {children}
    </form>
  )
}
