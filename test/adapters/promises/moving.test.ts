import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBudgetBook, type StorageAdapter } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { bookContentsArbitrary } from 'budgetbook/testing'
import { commitOptions } from '../../../src/testing/conformance/commits.js'
import { observe } from '../../../src/testing/conformance/observations.js'
import { resealed } from '../../support/book/seal.js'
import { sharedStorages } from '../../support/storages/shared-storages.js'

const bookId = 'book'

async function adapterWith(
  create: () => () => StorageAdapter,
  contents: BookContents,
): Promise<StorageAdapter> {
  const adapter = create()()
  await adapter.replace(bookId, () => ({ contents, receipt: {} }), commitOptions())
  return adapter
}

const ways = sharedStorages.flatMap((from) => sharedStorages.map((to) => ({ from, to })))

describe.each(ways)('a book that moves from $from.name to $to.name', ({ from, to }) => {
  const numRuns = Math.max(10, 30 / Math.max(from.slowness, to.slowness))
  it('is the same there, whatever was there before', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), bookContentsArbitrary(), async (contents, other) => {
        const [source, target] = [
          await adapterWith(from.create, contents),
          await adapterWith(to.create, other),
        ]
        const document: unknown = JSON.parse(
          JSON.stringify(await (await openBudgetBook({ storage: source, bookId })).exportBook()),
        )
        await (await openBudgetBook({ storage: target, bookId })).importBook(document)
        expect(await observe(target)).toEqual(await observe(source))
      }),
      { numRuns },
    )
  })
})

describe.each(sharedStorages)('an import into $name', ({ create }) => {
  it('of a damaged or newer document is refused, and leaves everything as it was', async () => {
    await fc.assert(
      fc.asyncProperty(bookContentsArbitrary(), fc.nat(), async (contents, position) => {
        const storage = await adapterWith(create, contents)
        const book = await openBudgetBook({ storage, bookId })
        const before = await observe(storage)
        const document = await book.exportBook()
        const text = JSON.stringify(document)
        const at = position % text.length
        const damaged = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
        const cut = text.slice(0, at)
        for (const attempt of [damaged, cut]) {
          let parsed: unknown
          try {
            parsed = JSON.parse(attempt)
          } catch {
            continue // nobody can hand this over
          }
          // The last of 17 digits may say the same number.
          if (isDeepStrictEqual(parsed, document)) continue
          await expect(book.importBook(parsed as never)).rejects.toMatchObject({
            code: expect.stringMatching(/^(storage_corrupt|invalid_input|storage_future_version)$/) as string,
          })
        }
        const newer = resealed(document, (body) => (body['version'] = '2.0'))
        await expect(book.importBook(newer as never)).rejects.toMatchObject({
          code: 'storage_future_version',
        })
        expect(await observe(storage)).toEqual(before)
      }),
    )
  })
})
