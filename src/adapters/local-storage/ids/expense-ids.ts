import type { Month } from '../../../calendar/month.js'
import { bodyOf, readExpenseId } from '../month-record.js'

interface MonthText {
  readonly text: string
  readonly body: string
}

/**
 * Remembers which ids the expenses of a book have, so that an insert does not search all months. What it remembers of a
 * month counts only while the month's text stays the same.
 */
export class ExpenseIds {
  readonly #texts = new Map<Month, MonthText>()
  readonly #monthOfId = new Map<string, Month>()

  /** Brings the ids up to date with the texts of all months. Reads only what is new in them. */
  update(texts: ReadonlyMap<Month, string>): void {
    this.#forget(
      [...this.#texts.keys()].filter((month) => {
        const text = texts.get(month)
        return text === undefined || !this.#hasGrownTo(month, text)
      }),
    )
    for (const [month, text] of texts) this.#see(month, text)
  }

  /** Whether an expense has the id. */
  has(id: string): boolean {
    return this.#monthOfId.has(id)
  }

  // Most commits only add lines to the end of a month.
  #hasGrownTo(month: Month, text: string): boolean {
    const known = this.#texts.get(month)
    if (!known || known.text === text) return true
    return bodyOf(text).slice(0, known.body.length) === known.body
  }

  #forget(months: readonly Month[]): void {
    if (months.length === 0) return
    for (const month of months) this.#texts.delete(month)
    const forgotten = new Set(months)
    for (const [id, month] of this.#monthOfId) if (forgotten.has(month)) this.#monthOfId.delete(id)
  }

  #see(month: Month, text: string): void {
    const known = this.#texts.get(month)
    if (known?.text === text) return
    const body = bodyOf(text)
    const from = known?.body.length ?? 0
    for (let line = body.indexOf('\n', from); line !== -1; line = body.indexOf('\n', line + 1)) {
      const id = readExpenseId(body, line)
      if (id !== null) this.#monthOfId.set(id, month)
    }
    this.#texts.set(month, { text, body })
  }
}
