import { describe, expect, it } from 'vitest'
import fc, { type Scheduler } from 'fast-check'
import { enforceSpending, type BudgetBook } from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import { unitsOfText } from '../../support/exact-decimal.js'
import { startOfClock } from '../../support/book/fixture.js'
import { later } from '../../support/book/holds.js'
import { prepareRace } from '../../support/book/race.js'

const month = '2026-02'
const date = '2026-02-14'
const spendingPolicy = enforceSpending({ of: ['limit'] })

/** A book with a limit of 100.00 and one category, and clients that race in it. */
async function prepare(scheduler: Scheduler) {
  const now = { time: startOfClock }
  const race = await prepareRace(scheduler, {
    spendingPolicy,
    now: () => new Date(now.time),
    timeZone: 'UTC',
  })
  await race.setUp.settings.update({ currency: 'USD', monthlyLimit: 100 })
  const { id: categoryId } = await race.setUp.categories.create({ name: 'Food' })
  const ask = async ({ holds, expenses }: BudgetBook, kind: 'place' | 'spend', amount: number) => {
    const input = { categoryId, amount, date }
    return kind === 'place' ? holds.place(input) : expenses.spend(input)
  }
  return { ...race, now, categoryId, ask }
}

/** What is spent and on hold, in minor units. */
function usedIn({ expenses, holds }: BookContents): bigint {
  return [...expenses, ...holds].reduce((sum, { amount }) => sum + unitsOfText(amount, 2), 0n)
}

const countOf = (outcomes: readonly string[], outcome: string) =>
  outcomes.filter((one) => one === outcome).length

const racers = fc.array(fc.constantFrom('place' as const, 'spend' as const), { minLength: 2, maxLength: 7 })

describe('placing and spending at once', () => {
  it('under a limit: exactly as much as fits is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        racers,
        fc.constantFrom(30, 50, 60, 100, 101),
        async (scheduler, kinds, amount) => {
          const { setUp, open, run, history, ask } = await prepare(scheduler)
          const books = await Promise.all(kinds.map(async (_, at) => open(`client ${at}`)))
          const outcomes = await run(kinds.map((kind, at) => async () => ask(books[at]!, kind, amount)))
          const fitting = Math.min(kinds.length, Math.floor(100 / amount))
          expect(countOf(outcomes, 'accepted')).toBe(fitting)
          expect(countOf(outcomes, 'spending_rejected')).toBe(kinds.length - fitting)
          const { totalSpent, held } = (await setUp.utilization(month)).summary
          expect(Number(totalSpent) + Number(held)).toBe(fitting * amount)
          for (const contents of history) expect(usedIn(contents) <= 10_000n).toBe(true)
        },
      ),
    )
  })

  it('of different amounts: nothing exceeds the limit, and each refusal would have', async () => {
    const amounts = fc.array(
      fc.tuple(fc.constantFrom('place' as const, 'spend' as const), fc.integer({ min: 1, max: 70 })),
      {
        minLength: 2,
        maxLength: 6,
      },
    )
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), amounts, async (scheduler, asked) => {
        const { open, run, history, ask } = await prepare(scheduler)
        const books = await Promise.all(asked.map(async (_, at) => open(`client ${at}`)))
        const outcomes = await run(
          asked.map(
            ([kind, amount], at) =>
              async () =>
                ask(books[at]!, kind, amount),
          ),
        )
        const accepted = asked.filter((_, at) => outcomes[at] === 'accepted')
        const total = accepted.reduce((sum, [, amount]) => sum + amount, 0)
        expect(usedIn(history.at(-1)!)).toBe(BigInt(total) * 100n)
        expect(total).toBeLessThanOrEqual(100)
        // Nothing is given back, so what was refused would be too much at the end all the more.
        for (const [at, [, amount]] of asked.entries())
          if (outcomes[at] !== 'accepted') expect(total + amount).toBeGreaterThan(100)
      }),
    )
  })

  it('while the limit changes: each is within the limit that is in force just then', async () => {
    const limits = fc.array(fc.constantFrom('50', '90', '110', null), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), limits, racers, async (scheduler, newLimits, kinds) => {
        const { open, run, history, ask } = await prepare(scheduler)
        const limiting = await open('limiter')
        const asking = await open('asker')
        await run([
          ...newLimits.map((monthlyLimit) => async () => limiting.settings.update({ monthlyLimit })),
          ...kinds.map((kind) => async () => ask(asking, kind, 40)),
        ])
        for (const [at, contents] of history.entries()) {
          const before = history[at - 1]
          const { monthlyLimit } = contents.settings
          if (!before || monthlyLimit === null || usedIn(contents) <= usedIn(before)) continue
          expect(usedIn(contents) <= unitsOfText(monthlyLimit, 2)).toBe(true)
        }
      }),
    )
  })

  it('while a hold is given back: the room goes to one of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), racers, async (scheduler, kinds) => {
        const { setUp, open, run, history, ask, categoryId } = await prepare(scheduler)
        const { hold } = await setUp.holds.place({ categoryId, amount: 80, date })
        const releaser = await open('releaser')
        const asking = await open('asker')
        const [release, ...outcomes] = await run([
          async () => releaser.holds.release(hold.id),
          ...kinds.map((kind) => async () => ask(asking, kind, 60)),
        ])
        expect(release).toBe('accepted')
        expect(countOf(outcomes, 'accepted')).toBeLessThanOrEqual(1)
        for (const contents of history) expect(usedIn(contents) <= 10_000n).toBe(true)
      }),
    )
  })

  it('when a hold expires: nobody who counts it no longer exceeds the limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), racers, async (scheduler, kinds) => {
        const { setUp, open, run, now, ask, categoryId } = await prepare(scheduler)
        await setUp.holds.place({ categoryId, amount: 80, date, expiresAt: later(1) })
        now.time = later(1)
        const books = await Promise.all(kinds.map(async (_, at) => open(`client ${at}`)))
        const outcomes = await run(kinds.map((kind, at) => async () => ask(books[at]!, kind, 60)))
        expect(countOf(outcomes, 'accepted')).toBe(1)
        const { totalSpent, held } = (await setUp.utilization(month)).summary
        expect(Number(totalSpent) + Number(held)).toBe(60)
      }),
    )
  })
})

describe('a hold that several want at once', () => {
  const wanting = fc.array(fc.constantFrom('commit', 'commit less', 'commit more', 'release'), {
    minLength: 2,
    maxLength: 5,
  })

  it('goes to one of them: there is one expense, or none if it is released', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), wanting, async (scheduler, ways) => {
        const { setUp, open, run, history, categoryId } = await prepare(scheduler)
        const { id } = (await setUp.holds.place({ categoryId, amount: 80, date })).hold
        const books = await Promise.all(ways.map(async (_, at) => open(`client ${at}`)))
        const amounts: Readonly<Record<string, number>> = {
          commit: 80,
          'commit less': 70,
          'commit more': 100,
        }
        const outcomes = await run(
          ways.map((way, at) => async () => {
            const { holds } = books[at]!
            return way === 'release' ? holds.release(id) : holds.commit(id, { amount: amounts[way] })
          }),
        )
        expect(countOf(outcomes, 'accepted')).toBe(1)
        expect(countOf(outcomes, 'not_found')).toBe(ways.length - 1)
        const winner = ways[outcomes.indexOf('accepted')]!
        const { expenses, holds } = history.at(-1)!
        expect(holds).toEqual([])
        const spent = expenses.map(({ amount }) => Number(amount))
        expect(spent).toEqual(winner === 'release' ? [] : [amounts[winner]])
        // At no time are there both or neither of a hold and its expense, unless it is released.
        for (const contents of history.filter(({ categories }) => categories.length > 0)) {
          const count = contents.expenses.length + contents.holds.length
          if (winner !== 'release') expect(count).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('is committed above its amount only as far as the others leave room', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), racers, async (scheduler, kinds) => {
        const { setUp, open, run, history, ask, categoryId } = await prepare(scheduler)
        const { id } = (await setUp.holds.place({ categoryId, amount: 40, date })).hold
        const committer = await open('committer')
        const asking = await open('asker')
        const [commit, ...outcomes] = await run([
          async () => committer.holds.commit(id, { amount: 90 }),
          ...kinds.map((kind) => async () => ask(asking, kind, 60)),
        ])
        const accepted = countOf(outcomes, 'accepted')
        expect([commit, accepted]).toEqual(accepted === 1 ? ['spending_rejected', 1] : ['accepted', 0])
        for (const contents of history) expect(usedIn(contents) <= 10_000n).toBe(true)
      }),
    )
  })

  it('leaves nothing without its category if that is removed or merged meanwhile', async () => {
    const changes = fc.constantFrom('remove' as const, 'merge' as const, 'archive' as const)
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), changes, async (scheduler, change) => {
        const { setUp, open, run, history, categoryId } = await prepare(scheduler)
        const { id: into } = await setUp.categories.create({ name: 'Other' })
        const changer = await open('changer')
        const user = await open('user')
        const [changed, placed] = await run([
          async () =>
            change === 'merge'
              ? changer.categories.merge({ from: categoryId, into })
              : changer.categories[change](categoryId),
          async () => user.holds.place({ categoryId, amount: 1, date }),
        ])
        for (const { categories, holds } of history) {
          const known = new Set(categories.map(({ id }) => id))
          expect(holds.filter((hold) => !known.has(hold.categoryId))).toEqual([])
        }
        if (change === 'remove') expect([changed, placed]).toContain('accepted')
        else expect(changed).toBe('accepted')
        expect(history.at(-1)!.holds).toHaveLength(placed === 'accepted' ? 1 : 0)
      }),
    )
  })
})

describe('an operation that is repeated at once', () => {
  const methods = fc.constantFrom('place' as const, 'spend' as const, 'commit' as const, 'release' as const)

  it('is done once, and all get the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), methods, async (scheduler, method) => {
        const { setUp, open, run, history, categoryId } = await prepare(scheduler)
        const { id } = (await setUp.holds.place({ categoryId, amount: 40, date })).hold
        const books = await Promise.all(['a', 'b', 'c'].map(open))
        const op = { operationId: 'op' }
        const results: unknown[] = []
        const begun = history.length
        const outcomes = await run(
          books.map(({ holds, expenses }) => async () => {
            const calls = {
              place: async () => holds.place({ categoryId, amount: 60, date }, op),
              spend: async () => expenses.spend({ categoryId, amount: 60, date }, op),
              commit: async () => holds.commit(id, { amount: 100 }, op),
              release: async () => holds.release(id, op),
            }
            results.push(await calls[method]())
          }),
        )
        // Twice 60 would not fit beside the hold.
        expect(outcomes).toEqual(['accepted', 'accepted', 'accepted'])
        expect(results).toEqual([results[0], results[0], results[0]])
        expect(history).toHaveLength(begun + 1)
      }),
    )
  })
})
