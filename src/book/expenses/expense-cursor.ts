import { issueOf } from '../../errors/invalid-input.js'
import { requireDate } from '../../calendar/civil-date.js'
import { idSchema, timestampSchema } from '../../model/fields.js'
import { finding, textSchema } from '../../model/schema.js'
import { validate } from '../../model/validate.js'
import type { ExpensePosition } from '../../storage/view.js'

const cursorForm = /^(.{10})~(.{24})~(.+)$/s

/** Reads a cursor: the position of the last expense of the page before, as text. */
export function parseCursor(cursor: string): ExpensePosition {
  const [, date = '', createdAt = '', id = ''] = cursorForm.exec(cursor) ?? []
  return {
    date: requireDate(date),
    createdAt: validate(timestampSchema, createdAt),
    id: validate(idSchema, id),
  }
}

/** Writes the position of an expense as a cursor. */
export function writeCursor({ date, createdAt, id }: ExpensePosition): string {
  return `${date}~${createdAt}~${id}`
}

/** The cursor that a caller passes. */
export const cursorSchema = textSchema(
  () => issueOf('invalid_type', 'A cursor must be text', { expected: 'string' }),
  finding((cursor) => {
    try {
      parseCursor(cursor)
      return null
    } catch {
      return issueOf('invalid_value', 'Not a cursor. Pass the nextCursor of an earlier page')
    }
  }),
)
