import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { enforceSpending, isBudgetBookError, warnSpending, type BudgetBook } from 'budgetbook'
import { holdingArbitrary, type Holding, type MoneyMove } from '../../support/arbitraries/holding.js'
import { openTestBook, startOfClock, type TestBook } from '../../support/book/fixture.js'
import { mostUnits, textOfUnits, unitsOfText } from '../../support/exact-decimal.js'
import { storageKinds, type TestStorageKind } from '../../support/storages/book-storages.js'
import { expectedMonth } from '../../support/utilization-oracle.js'

const months = ['2024-01', '2024-02', '2024-03', '2025-12', '2026-01', '2026-02', '2026-03']

interface Kept {
  readonly id: string
  readonly units: bigint
  readonly month: string
  /** In milliseconds. */
  readonly ends: number
}

/** A book under a limit, and what somebody who looks on has written down about it. */
class Onlooker {
  readonly test: TestBook
  readonly book: BudgetBook
  readonly #warned: BudgetBook
  readonly #run: Holding
  readonly #categories: readonly string[]
  #now = Date.parse(startOfClock)
  #holds: Kept[] = []
  readonly #spent = new Map<string, bigint>()

  private constructor(test: TestBook, warned: BudgetBook, run: Holding, categories: readonly string[]) {
    this.test = test
    this.book = test.book
    this.#warned = warned
    this.#run = run
    this.#categories = categories
  }

  static async open(kind: TestStorageKind, run: Holding): Promise<Onlooker> {
    const test = await openTestBook(kind, { spendingPolicy: enforceSpending({ of: ['limit'] }) })
    const { currency, scale, limit, startDay } = run
    const monthlyLimit = textOfUnits(limit, scale)
    await test.book.settings.update({ currency, monthlyLimit, monthStartDay: startDay })
    const categories: string[] = []
    for (const name of ['Food', 'Travel']) categories.push((await test.book.categories.create({ name })).id)
    const warned = await test.reopen({ spendingPolicy: warnSpending({ of: ['limit'] }) })
    return new Onlooker(test, warned, run, categories)
  }

  #held(month: string): bigint {
    const open = this.#holds.filter((hold) => hold.month === month && hold.ends > this.#now)
    return open.reduce((sum, { units }) => sum + units, 0n)
  }

  #used(month: string): bigint {
    return (this.#spent.get(month) ?? 0n) + this.#held(month)
  }

  /** Makes a move. It must be accepted exactly if it stays within the limit, or lowers what is used. */
  async make(move: MoneyMove): Promise<void> {
    if (move.do === 'wait') {
      this.#now += move.milliseconds
      this.test.clock.set(new Date(this.#now).toISOString())
      return
    }
    if (move.do === 'place' || move.do === 'spend') {
      await this.#ask(move)
      return
    }
    const hold = this.#holds[move.at % Math.max(this.#holds.length, 1)]
    if (!hold) return
    if (move.do === 'release') await this.#release(hold)
    else await this.#commit(hold, move.more)
  }

  async #ask(move: MoneyMove & { readonly do: 'place' | 'spend' }): Promise<void> {
    const { scale, limit, startDay } = this.#run
    const { amount: units, date } = move
    const month = expectedMonth(date, startDay)
    const fits = this.#used(month) + units <= limit || units < 0n
    const input = { categoryId: this.#categories[move.category]!, amount: textOfUnits(units, scale), date }
    // What warns says exactly what refuses says.
    const { violations } = await this.#warned.expenses.previewSpend([input])
    expect(violations).toHaveLength(fits ? 0 : 1)
    const lasts = move.do === 'place' ? move.lasts : null
    const expiresAt = lasts === null ? null : new Date(this.#now + lasts).toISOString()
    const { holds, expenses } = this.book
    const outcome = await settle(
      move.do === 'place' ? holds.place({ ...input, expiresAt }) : expenses.spend(input),
    )
    if (!fits) expect(outcome).toEqual({ code: 'spending_rejected', violations })
    else if (move.do === 'spend') {
      expect(outcome).toMatchObject({ expense: input })
      this.#spend(month, units)
    } else {
      expect(outcome).toMatchObject({ hold: input })
      const { id } = (outcome as { hold: { id: string } }).hold
      const ends = lasts === null ? Number.POSITIVE_INFINITY : this.#now + lasts
      this.#holds.push({ id, units, month, ends })
    }
  }

  async #release(hold: Kept): Promise<void> {
    const outcome = await settle(this.book.holds.release(hold.id))
    // An expired one may be gone.
    if (hold.ends > this.#now || outcome !== undefined)
      expect(outcome).toEqual(
        hold.ends > this.#now ? undefined : { code: 'not_found', violations: undefined },
      )
    this.#forget(hold)
  }

  async #commit(hold: Kept, more: bigint | null): Promise<void> {
    const { scale, limit } = this.#run
    const units = hold.units + (more ?? 0n)
    if (units <= 0n || units > mostUnits(scale)) return
    const amount = more === null ? undefined : textOfUnits(units, scale)
    const outcome = await settle(this.book.holds.commit(hold.id, { amount }))
    if (hold.ends <= this.#now) {
      expect(['hold_expired', 'not_found']).toContain((outcome as { code: string }).code)
      return
    }
    // Within its hold a commit is never refused.
    const fits = units <= hold.units || this.#used(hold.month) + units - hold.units <= limit
    expect(outcome).toMatchObject(
      fits ? { expense: { amount: textOfUnits(units, scale) } } : { code: 'spending_rejected' },
    )
    if (!fits) return
    this.#forget(hold)
    this.#spend(hold.month, units)
  }

  #forget(hold: Kept): void {
    this.#holds = this.#holds.filter((one) => one !== hold)
  }

  #spend(month: string, units: bigint): void {
    this.#spent.set(month, (this.#spent.get(month) ?? 0n) + units)
  }

  /** The book has what was written down, and no month is above the limit. */
  async look(): Promise<void> {
    const { scale, limit } = this.#run
    for (const month of months) {
      const { totalSpent, held, free } = (await this.book.utilization(month)).summary
      const used = unitsOfText(totalSpent, scale) + unitsOfText(held, scale)
      expect(used).toBe(this.#used(month))
      expect(unitsOfText(held, scale)).toBe(this.#held(month))
      expect(unitsOfText(free, scale)).toBe(-used)
      expect(used <= limit).toBe(true)
    }
  }
}

async function settle(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call
  } catch (error) {
    if (!isBudgetBookError(error)) throw error
    const { code, details } = error
    return { code, violations: (details as { violations?: unknown }).violations }
  }
}

describe.each(storageKinds)('a limit that is enforced in $name', (kind) => {
  it('is never exceeded by spending and open holds, and refuses nothing that fits', async () => {
    await fc.assert(
      fc.asyncProperty(holdingArbitrary(), async (run) => {
        const onlooker = await Onlooker.open(kind, run)
        for (const move of run.moves) {
          await onlooker.make(move)
          await onlooker.look()
        }
      }),
      { numRuns: kind.name === 'memory' ? 300 : 40 },
    )
  })

  it('and a hold that is given back leaves the document as it was', async () => {
    const asked = fc.tuple(
      holdingArbitrary(10),
      fc.constantFrom(1n, 50n),
      fc.constantFrom('2026-02-28', '2024-02-29'),
    )
    await fc.assert(
      fc.asyncProperty(asked, async ([run, units, date]) => {
        const onlooker = await Onlooker.open(kind, run)
        for (const move of run.moves) await onlooker.make(move)
        const { book, reopen } = onlooker.test
        const free = await reopen({ spendingPolicy: undefined })
        const [category] = await book.categories.list()
        // A writer removes expired holds, so one writes first.
        await free.expenses.record({ categoryId: category!.id, amount: textOfUnits(1n, run.scale), date })
        const before = await book.exportBook()
        const { hold } = await free.holds.place({
          categoryId: category!.id,
          amount: textOfUnits(units, run.scale),
          date,
        })
        expect(await book.exportBook()).not.toEqual(before)
        await free.holds.release(hold.id)
        expect(await book.exportBook()).toEqual(before)
      }),
      { numRuns: kind.name === 'memory' ? 60 : 15 },
    )
  })

  it('and a hold that is committed as it is does what spend does, but for ids', async () => {
    const spends = fc.tuple(holdingArbitrary(12), fc.constantFrom(null, 1n))
    await fc.assert(
      fc.asyncProperty(spends, async ([run, lasts]) => {
        const [one, other] = [await Onlooker.open(kind, run), await Onlooker.open(kind, run)]
        const expenses = run.moves.flatMap((move) => (move.do === 'spend' && move.amount > 0n ? [move] : []))
        const [first] = await one.book.categories.list()
        for (const [at, { amount: units, date }] of expenses.entries()) {
          const details = { description: `${at}`, metadata: { at } }
          const input = { categoryId: first!.id, amount: textOfUnits(units, run.scale), date, ...details }
          const expiresAt = lasts === null ? null : new Date(Date.parse(startOfClock) + 1).toISOString()
          const spent = await settle(one.book.expenses.spend(input))
          const placed = await settle(other.book.holds.place({ ...input, expiresAt }))
          if (!('hold' in (placed as object))) {
            expect(spent).toEqual(placed)
            continue
          }
          const { id } = (placed as { hold: { id: string } }).hold
          expect(withoutIds(await other.book.holds.commit(id))).toEqual(withoutIds(spent))
        }
        expect(withoutIds(await one.test.stored())).toEqual(withoutIds(await other.test.stored()))
      }),
      { numRuns: kind.name === 'memory' ? 60 : 15 },
    )
  })
})

// Expenses are in the order of their ids, so they are put in that of their descriptions.
function withoutIds(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(withoutIds).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([key]) => key !== 'id')
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutIds(field)]))
}
