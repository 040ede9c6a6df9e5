import type { Month } from '../../calendar/month.js'

/** The keys of one book. The book's id is escaped, so that the keys of two books never overlap. */
export class BookKeys {
  /** The prefix of all keys of the book. */
  readonly base: string
  // Every insert asks for the keys of all months.
  readonly #months = new Map<Month, { readonly generation: number; readonly key: string }>()

  /** The book that a key belongs to, and the month if it is the key of a month. `null` for any other key. */
  static find(prefix: string, key: string): { readonly bookId: string; readonly month: Month | null } | null {
    const [id, ...rest] = key.startsWith(prefix) ? key.slice(prefix.length).split('/') : []
    if (id === undefined) return null
    const bookId = decode(id)
    if (bookId === null) return null
    const keys = new BookKeys(prefix, bookId)
    if (rest.join('/') === 'head') return { bookId, month: null }
    const month = keys.monthOf(key)
    return month && { bookId, month }
  }

  constructor(prefix: string, bookId: string) {
    this.base = `${prefix}${encodeURIComponent(bookId)}/`
  }

  /** The key of the head. */
  get head(): string {
    return `${this.base}head`
  }

  /** The prefix of the keys of all months. */
  get months(): string {
    return `${this.base}month/`
  }

  /** The key of one generation of a month. */
  month(month: Month, generation: number): string {
    const known = this.#months.get(month)
    if (known?.generation === generation) return known.key
    const key = `${this.months}${month}/${generation}`
    this.#months.set(month, { generation, key })
    return key
  }

  /** The key for the copy of an unreadable value: `unreadable/`, the instant, the rest of the key. */
  aside(key: string, instant: string): string {
    return `${this.base}unreadable/${instant}/${key.slice(this.base.length)}`
  }

  /**
   * The month that a key belongs to. `null` if it is not the key of a month: another prefix may begin like this book.
   */
  monthOf(key: string): Month | null {
    const rest = key.startsWith(this.months) ? key.slice(this.months.length) : ''
    return /^\d{4}-\d\d\/\d+$/.test(rest) ? (rest.slice(0, 7) as Month) : null
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
