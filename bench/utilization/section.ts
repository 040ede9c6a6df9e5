import { computeUtilization } from 'budgetbook'
import { race, type Contestant, type Line } from '../measure.js'
import { say, timeOf, type Settings } from '../settings.js'
import { columnsOf, withColumns } from './columns.js'
import { makeSample, month, type Plain, type Sample } from './data.js'
import { checkExact, deviationOf } from './exact.js'
import * as peers from './peers.js'

/**
 * Against the plain loop with `Number(amount)`, which is not even exact; and against the same with a library. 1/15 of
 * decimal.js was a goal once. No design can meet it: reading the text of the amounts and dates takes twice as long.
 */
const goals = { plainLoop: 0.8, everyLibrary: 1, growth: 1.25 } as const

/** A report of plain entities, beside what a user would write instead: goal 1. */
export async function measureUtilization(settings: Settings): Promise<Line[]> {
  const sizes = settings.quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000]
  const smallest = makeSample(sizes[0] ?? 0)
  let largest = smallest
  const lines: Line[] = []
  for (const size of sizes) {
    largest = size === sizes[0] ? smallest : makeSample(size)
    lines.push(...(await compare(largest, settings)))
  }
  lines.push(...(await compareFresh(smallest, settings)))
  lines.push(await compareGrowth(smallest.plain, largest.plain, settings))
  return lines
}

async function compare(sample: Sample, settings: Settings): Promise<Line[]> {
  const { plain } = sample
  const size = plain.expenses.length
  const named = (what: string): string => `${say(size)} expenses: ${what}`
  checkOurs(sample)
  const loops: Record<string, () => peers.Sums> = {
    'integers of minor units': () => peers.withMinorUnits(plain),
    BigInt: () => peers.withBigInt(plain),
  }
  const libraries: Record<string, () => peers.Sums> = {
    'big.js': () => peers.withBig(plain),
    'bignumber.js': () => peers.withBigNumber(plain),
    'decimal.js': () => peers.withDecimal(plain),
    'currency.js': () => peers.withCurrency(plain),
  }
  const columns = columnsOf(plain)
  loops['parsed beforehand into typed arrays'] = () => withColumns(columns, plain.categories.length)
  const built = peers.buildDinero(plain.expenses)
  libraries['dinero.js 2, built beforehand'] = () => peers.withDinero(plain, built)
  for (const [name, sums] of Object.entries({ ...loops, ...libraries })) checkExact(name, sums(), sample)
  const plainLoop: Contestant = { name: 'Number', run: () => peers.withNumber(plain) }
  const ours: Contestant = { name: 'ours', run: () => report(plain) }
  const entries = (group: typeof loops): Contestant[] =>
    Object.entries(group).map(([name, run]) => ({ name, run }))

  // All have run once, to be checked. They race apart: what the libraries leave to the garbage collector is not to be paid
  // for by the loops.
  const fast = await race([ours, plainLoop, ...entries(loops)], 200, 3, timeOf(settings, 9))
  const slow = await race([ours, ...entries(libraries)], 40, 0, timeOf(settings, 12))
  return [
    fast.line(named('computeUtilization'), 'ours'),
    perExpense(named('computeUtilization, for each expense'), fast.line('', 'ours'), size),
    fast.line(named('plain loop with Number'), 'Number'),
    {
      what: named('plain loop with Number: how far its sums are off'),
      value: deviationOf(peers.withNumber(plain), sample),
    },
    fast.ratio(named('to the plain loop with Number'), 'ours', 'Number', { atMost: goals.plainLoop }),
    ...Object.keys(loops).map((name) => fast.ratio(named(`to ${name}`), 'ours', name)),
    ...Object.keys(libraries).map((name) =>
      slow.ratio(named(`to ${name}`), 'ours', name, { atMost: goals.everyLibrary }),
    ),
  ]
}

/** Entities that nobody has looked at: the hash of a text, say, is worked out once and kept. */
async function compareFresh(sample: Sample, settings: Settings): Promise<Line[]> {
  const fresh = (name: string, use: (plain: Plain) => unknown): Contestant => {
    let plain = sample.plain
    const prepare = async (): Promise<void> => {
      plain = { ...sample.plain, expenses: sample.parseAgain() }
      return Promise.resolve()
    }
    return { name, prepare, run: () => use(plain) }
  }
  const results = await race(
    [fresh('ours', report), fresh('Number', peers.withNumber)],
    200,
    10,
    timeOf(settings, 6),
  )
  return [
    results.ratio('10,000 expenses, parsed a moment ago: to the plain loop with Number', 'ours', 'Number'),
  ]
}

async function compareGrowth(few: Plain, many: Plain, settings: Settings): Promise<Line> {
  const [smallest, largest] = [few.expenses.length, many.expenses.length]
  const times = largest / smallest
  const results = await race(
    [
      { name: 'many', run: () => report(many) },
      {
        name: 'few',
        run: () => {
          for (let count = 0; count < times; count++) report(few)
        },
      },
    ],
    60,
    3,
    timeOf(settings, 6),
  )
  const what = `for each expense, among ${say(largest)} to among ${say(smallest)}`
  return results.ratio(what, 'many', 'few', { atMost: goals.growth })
}

function report(plain: Plain): ReturnType<typeof computeUtilization> {
  return computeUtilization({ month, ...plain })
}

function checkOurs(sample: Sample): void {
  const { categories, summary } = report(sample.plain)
  checkExact(
    'computeUtilization',
    categories.map(({ spent }) => spent),
    sample,
  )
  const total = sample.spent.reduce((sum, cents) => sum + cents, 0n)
  if (summary.totalSpent !== peers.writeCents(total) || summary.expenseCount !== sample.inMonth)
    throw new Error(`computeUtilization has ${summary.totalSpent} of ${summary.expenseCount} expenses`)
}

function perExpense(what: string, { figures }: Line, size: number): Line {
  const nanoseconds = ((figures?.['median'] ?? Number.NaN) * 1e6) / size
  return { what, value: `${nanoseconds.toFixed(1)} ns`, figures: { nanoseconds } }
}
