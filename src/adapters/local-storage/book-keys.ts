import type { Month } from '../../calendar/month.js'

/** The keys of one book. The book's id is escaped, so that no book's keys can begin like another's. */
export class BookKeys {
  /** What all keys of the book begin with. */
  readonly base: string

  /** The book that a key belongs to, and the month where it is one's; `null` for a key of something else. */
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

  /** The head. */
  get head(): string {
    return `${this.base}head`
  }

  /** What the keys of all months begin with. */
  get months(): string {
    return `${this.base}month/`
  }

  /** One generation of a month. */
  month(month: Month, generation: number): string {
    return `${this.months}${month}/${generation}`
  }

  /** Where a copy of a key of the book is kept that could not be read: `unreadable/`, the instant, the rest of the key. */
  aside(key: string, instant: string): string {
    return `${this.base}unreadable/${instant}/${key.slice(this.base.length)}`
  }

  /** The month that a key belongs to, or `null` where it is none of a month: another prefix may begin like this book. */
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
