import { invalidInput, requireText } from '../errors/invalid-input.js'
import { Fingerprint } from '../lib/fingerprint.js'
import { foldName } from '../model/names.js'
import { requireLength } from '../model/text.js'

/** The source of rows that were exported from a book. */
export const ownSource = 'budgetbook'

const maxSourceLength = 100
// With the source, the metadata of an imported expense stays far below what metadata may take.
const maxKeyLength = 300
const separator = '|'

/** Checks the name of a source. */
export function requireSource(source: string): string {
  requireText(source, 'A source')
  requireLength(source, 1, maxSourceLength)
  if (!source.includes(separator)) return source
  // Two sources could make the same keys.
  throw invalidInput('invalid_value', `A source must not contain ${separator}`)
}

/** The key of a row with an id. Banks give an id twice, so the amount and the day are part of it. */
export function keyOfId(source: string, id: string, amount: string, date: string): string {
  return shortened(`${source}|${id}|${amount}|${date}`)
}

/** The key of a row without an id. */
export function keyOfDescription(source: string, date: string, amount: string, description: string): string {
  return shortened(`${source}|${date}|${amount}|${foldName(description)}`)
}

const idPrefix = 'import-'

/** The id of the expense that a row becomes. `occurrence` counts the rows of the file with this key, from 0. */
export function idOfRow(key: string, occurrence: number): string {
  return `${idPrefix}${fingerprintOfText(key)}-${occurrence}`
}

/** Whether an id can be one of {@link idOfRow}. */
export function isIdOfRow(id: string): boolean {
  return id.startsWith(idPrefix)
}

/** The key in the metadata of an expense; `null` if no import made it. */
export function importKeyIn(metadata: unknown): string | null {
  const origin = fieldOf(metadata, 'import')
  const key = fieldOf(origin, 'key')
  return typeof key === 'string' ? key : null
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

// A long key keeps its readable beginning.
function shortened(key: string): string {
  if (key.length <= maxKeyLength) return key
  const mark = `~${fingerprintOfText(key)}`
  // Half of a surrogate pair cannot be stored.
  return key.slice(0, maxKeyLength - mark.length).replace(/[\uD800-\uDBFF]$/, '') + mark
}

function fingerprintOfText(text: string): string {
  const fingerprint = new Fingerprint()
  fingerprint.add(text)
  return fingerprint.digits()
}
