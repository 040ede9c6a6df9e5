import { seal, unseal } from '../../../src/storage/kit/records/sealed-text.js'
import type { MapStorage } from '../../support/storages/storage-like.js'

type Json = Record<string, unknown>

/** What the seal of a line holds beside its text: the key, for the first line; those of expenses may move with their month. */
const sealedKey = (key: string, line: number) => (line === 0 ? key : '')

/** What is stored in a line under a key: a head has one, a month has one before those of its expenses. */
export function readSealed({ items }: MapStorage, key: string, line = 0): Json {
  const text = items.get(key)!.split('\n')[line]!
  return { ...unseal(text, sealedKey(key, line), { bookId: 'book', location: key }) }
}

/** Changes what is stored in a line under a key, as a newer version of the package might have written it. */
export function editSealed(storage: MapStorage, key: string, edit: (json: Json) => Json, line = 0): void {
  const lines = storage.items.get(key)!.split('\n')
  lines[line] = seal(edit(readSealed(storage, key, line)), sealedKey(key, line))
  storage.items.set(key, lines.join('\n'))
  if (line > 0) {
    const bodyLength = lines.slice(1).reduce((sum, { length }) => sum + length + 1, 0)
    editSealed(storage, key, (header) => ({ ...header, bodyLength }))
  }
}
