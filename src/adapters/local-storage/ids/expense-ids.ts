import type { Month } from '../../../calendar/month.js'
import { bodyOf, readExpenseId } from '../month-record.js'

interface MonthIds {
  readonly text: string
  readonly body: string
  readonly ids: Set<string>
}

/**
 * Remembers which ids the expenses of a book have, so that an insert does not search all months. What it remembers of a
 * month counts only while the month's text stays the same.
 */
export class ExpenseIds {
  readonly #months = new Map<Month, MonthIds>()

  /** Brings the ids up to date with the texts of all months. Reads only what is new in them. */
  update(texts: ReadonlyMap<Month, string>): void {
    for (const month of this.#months.keys()) if (!texts.has(month)) this.#months.delete(month)
    for (const [month, text] of texts) {
      const known = this.#months.get(month)
      if (known?.text !== text) this.#months.set(month, readIds(text, known))
    }
  }

  /** Whether an expense of any month has the id. A damaged book may have it in two. */
  has(id: string): boolean {
    for (const { ids } of this.#months.values()) if (ids.has(id)) return true
    return false
  }
}

// Most commits only add lines to the end of a month. Then the lines before are not read again.
function readIds(text: string, known: MonthIds | undefined): MonthIds {
  const body = bodyOf(text)
  const kept = known && body.slice(0, known.body.length) === known.body ? known : null
  const ids = kept?.ids ?? new Set<string>()
  const from = kept?.body.length ?? 0
  for (let line = body.indexOf('\n', from); line !== -1; line = body.indexOf('\n', line + 1)) {
    const id = readExpenseId(body, line)
    if (id !== null) ids.add(id)
  }
  return { text, body, ids }
}
