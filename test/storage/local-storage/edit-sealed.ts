import { seal, unseal } from '../../../src/storage/local-storage/sealed-text.js'
import type { MapStorage } from '../../support/storage-like.js'

type Json = Record<string, unknown>

/** What is stored in a line under a key: a head has one, a month has one before those of its expenses. */
export function readSealed({ items }: MapStorage, key: string, line = 0): Json {
  return { ...unseal(items.get(key)!.split('\n')[line]!, { bookId: 'book', location: key }) }
}

/** Changes what is stored in a line under a key, as a newer version of the package might have written it. */
export function editSealed(storage: MapStorage, key: string, edit: (json: Json) => Json, line = 0): void {
  const lines = storage.items.get(key)!.split('\n')
  lines[line] = seal(edit(readSealed(storage, key, line)))
  const [header = '', ...body] = lines
  const isMonth = key.includes('/month/')
  const sealed = isMonth
    ? seal({
        ...unseal(header, { bookId: 'book', location: key }),
        bodyLength: body.join('\n').length + (body.length > 0 ? 1 : 0),
      })
    : header
  storage.items.set(key, [sealed, ...body].join('\n'))
}
