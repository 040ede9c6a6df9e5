import { mostFields } from '../../book/document/plain-document.js'
import type { Steps } from '../../book/long-work.js'
import { refuseInput } from '../errors/input-refusal.js'
import { refuseBody } from '../errors/to-refusal.js'
import { notJson, parseShallow, parseString } from './parse-json.js'
import { endOfSpace, endOfString, endOfValue, mostLevels } from './scan-json.js'

// The longest entity that an export gives has about 20 KB. One piece is parsed at once, and nothing else has its turn
// meanwhile.
const longestPiece = 131_072

// Items of a list are parsed together up to this length.
const pieceLength = 16_384

// The least length of an item of a long list, on average. So a list takes only a few times the memory of its text. The
// shortest item that a client has reason to send, a key of `ignore`, is longer.
const shortestItem = 16
const fewItems = 200_000

/**
 * Parses the JSON of a document in steps: an object whose fields are lists of entities, or short. `JSON.parse` of the
 * whole text would hold up everything else for seconds. Throws what the client is told.
 *
 * @param options - With `longTexts`, a field may be a text of any length. Parsing one is quick.
 */
export function* parseDocument(text: string, { longTexts = false } = {}): Steps<unknown> {
  const reader = new Reader(text, longTexts)
  if (!reader.take('{')) throw refuseInput([{ code: 'invalid_type', path: [], message: 'Must be an object' }])
  const fields = new Map<string, unknown>()
  for (let isFirst = true; !reader.take('}'); isFirst = false) {
    if (!isFirst) reader.need(',')
    const key = reader.key()
    reader.need(':')
    if (reader.take('[')) {
      const items: unknown[] = []
      while (reader.items(items)) yield reader.progress
      fields.set(key, items)
    } else fields.set(key, reader.value())
    if (fields.size > mostFields) throw refuseBody(`A document has at most ${mostFields} fields`)
    yield reader.progress
  }
  reader.end()
  // fromEntries defines properties, so that a field "__proto__" stays a field.
  return Object.fromEntries(fields)
}

class Reader {
  readonly #text: string
  readonly #longTexts: boolean
  #at: number
  // How long the items of the present list are so far.
  #listed = 0

  constructor(text: string, longTexts: boolean) {
    this.#text = text
    this.#longTexts = longTexts
    this.#at = endOfSpace(text, 0)
  }

  get progress() {
    return { phase: 'reading', done: this.#at, total: this.#text.length } as const
  }

  /** Whether this character comes next. If so, it is read. */
  take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at = endOfSpace(this.#text, this.#at + 1)
    return true
  }

  need(character: string): void {
    if (!this.take(character)) throw refuseBody(notJson)
  }

  end(): void {
    if (this.#at < this.#text.length) throw refuseBody(notJson)
  }

  key(): string {
    if (this.#text[this.#at] !== '"') throw refuseBody(notJson)
    return this.#parse(this.#short(this.#at, endOfString(this.#text, this.#at + 1)), '') as string
  }

  /** The value of a field. */
  value(): unknown {
    if (this.#longTexts && this.#text[this.#at] === '"') return this.#string()
    return this.#parse(this.#endOfValue(1), '')
  }

  /** Adds the next items of a list; `false` if the list is over. */
  items(items: unknown[]): boolean {
    if (items.length > 0) this.need(',')
    else if (this.take(']')) return false
    else this.#listed = 0
    let end = this.#endOfValue(2)
    while (this.#text[end] === ',' && end - this.#at < pieceLength) end = this.#endOfValue(2, end + 1)
    // A list that ends here is over. What else may follow is a comma.
    const from = this.#at
    items.push(...(this.#parse(end, '[') as unknown[]))
    this.#listed += this.#at - from
    if (items.length > fewItems && this.#listed < items.length * shortestItem)
      throw refuseBody(`The items of a long list have fewer than ${shortestItem} characters each`)
    return !this.take(']')
  }

  #string(): unknown {
    const end = endOfString(this.#text, this.#at + 1)
    const value = parseString(this.#text.slice(this.#at, end))
    this.#at = endOfSpace(this.#text, end)
    return value
  }

  #endOfValue(levels: number, start = this.#at): number {
    return this.#short(start, endOfValue(this.#text, start, mostLevels - levels, longestPiece))
  }

  #short(start: number, end: number): number {
    if (end - start <= longestPiece) return end
    throw refuseBody(`A part of the document is longer than ${longestPiece} characters`)
  }

  #parse(end: number, before: '' | '['): unknown {
    const piece = this.#text.slice(this.#at, end)
    // Without its only item, a piece of a list would be an empty list.
    if (endOfSpace(piece, 0) === piece.length) throw refuseBody(notJson)
    const value = parseShallow(before === '[' ? `[${piece}]` : piece)
    this.#at = endOfSpace(this.#text, end)
    return value
  }
}
