import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asBefore, countSteps, openBook, outcomeOf, type Build } from './books.js'
import { firstCalls, makeCall, makeCalls, olderCall, type Call } from './calls.js'
import { sharedForms, type StoredForm } from './forms.js'

/** What is stored, without what is of each run: seals, revisions, the hour of an operation; and without the version. */
function comparable(bytes: string): string {
  return bytes
    .replaceAll(/[0-9a-f]{8} \{/g, 'seal {')
    .replaceAll(/\d{13,}/g, 'revision')
    .replaceAll(/"revision":"[^"]*"/g, '"revision":"revision"')
    .replaceAll(/"recorded_at":"[^"]*"/g, '"recorded_at":"now"')
    .replaceAll(/version(\\?":\\?")1\.[12]/g, 'version$11.0')
}

/** Makes calls in an empty book of a build, each as an operation. Returns the answers, and what is stored. */
async function storedBy(build: Build, { place }: StoredForm, calls: readonly Call[]) {
  const clients = await place()
  const steps = countSteps()
  const book = await openBook(build, clients[build](), steps)
  await makeCalls(book, firstCalls, steps)
  const answers: unknown[] = []
  for (const [method, ...input] of calls) {
    steps.next()
    const call = [method, ...input, { operationId: `op ${steps.count}` }] as const
    answers.push(asBefore(await outcomeOf(makeCall(book, call, steps))))
  }
  return { answers, bytes: await clients.bytes() }
}

describe.each(sharedForms)('in $name', (form) => {
  it('a book that uses nothing of a later version has the bytes that the older build stores, but for the version', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(olderCall, { minLength: 1, maxLength: 12 }), async (calls) => {
        const [newer, older] = [await storedBy('newer', form, calls), await storedBy('older', form, calls)]
        expect(newer.answers).toEqual(older.answers)
        expect(comparable(newer.bytes)).toBe(comparable(older.bytes))
        expect(older.bytes).not.toBe('')
      }),
    )
  })
})
