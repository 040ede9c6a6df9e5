import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { asBefore, contentsIn, countSteps, figuresOf, openBook, outcomeOf, type Build } from './books.js'
import { firstCalls, makeCall, makeCalls, newerCall, newerCalls, olderCall, type Call } from './calls.js'
import { sharedForms, type StoredForm } from './forms.js'

/** A call, and the build that makes it. */
type Turn = readonly [build: Build, call: Call]

// The older build does not know holds, so it removes a category that has nothing else.
function unlessOnHold([build, call]: Turn): Turn {
  return [call[0] === 'categories.remove' ? 'newer' : build, call]
}

const turns: fc.Arbitrary<Turn[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom<Build>('newer', 'older'), olderCall).map(unlessOnHold) },
    { weight: 1, arbitrary: fc.tuple(fc.constant<Build>('newer'), newerCall) },
  ),
  { minLength: 1, maxLength: 15 },
)

/** An answer as the older build gives it too: without fields that came later, unless they are used. */
function seen(answer: unknown): unknown {
  return JSON.parse(asBefore(answer), (key, field: unknown) =>
    // In SQL, the older build keeps the groups among the settings.
    key === 'groups' ? undefined : field,
  )
}

/** What a book holds, in an order that is the same in each storage. */
async function holdings(storage: StorageAdapter): Promise<unknown> {
  const book = await openBook('newer', storage)
  const { totals: _, totalsOfYear: __, ...figures } = await figuresOf(book)
  return { figures, contents: contentsIn(await book.exportBook()) }
}

/** Makes the calls in turn, in books of both builds that are open all the time. Returns the answers. */
async function takeTurns(clients: Record<Build, () => StorageAdapter>, list: readonly Turn[]) {
  const steps = countSteps()
  const books = {
    newer: await openBook('newer', clients.newer(), steps),
    older: await openBook('older', clients.older(), steps),
  }
  await makeCalls(books.newer, [...firstCalls, ...newerCalls], steps)
  const answers: unknown[] = []
  for (const [build, call] of list) {
    steps.next()
    answers.push(seen(await outcomeOf(makeCall(books[build], call, steps))))
  }
  return answers
}

describe.each(sharedForms)('in $name', ({ place }: StoredForm) => {
  it('a book that both builds change in turn is the one that the newer build alone would have made', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (list) => {
        const clients = await place()
        const answers = await takeTurns(clients, list)
        const memory = createMemoryAdapter()
        const alone = list.map(([, call]): Turn => ['newer', call])
        expect(answers).toEqual(await takeTurns({ newer: () => memory, older: () => memory }, alone))
        expect(await holdings(clients.newer())).toEqual(await holdings(memory))
      }),
    )
  })
})
