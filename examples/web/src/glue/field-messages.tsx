/** What is wrong with a field. Point the field at it with `aria-describedby`. */
export function FieldMessages({
  id,
  of,
}: {
  readonly id: string
  readonly of: readonly string[] | undefined
}) {
  return (
    <span id={id} className="messages" role="alert">
      {of?.join(' ')}
    </span>
  )
}
