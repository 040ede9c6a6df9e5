import { randomUUID } from 'node:crypto'
import { anyCents, textOf } from '../cents.js'
import { randomNumbers } from '../random.js'

/** The month that is reported. */
export const month = '2026-02'

/** An expense as an app keeps it. */
export interface PlainExpense {
  readonly id: string
  readonly categoryId: string
  readonly amount: string
  readonly date: string
  readonly description: string
  readonly metadata: Readonly<Record<string, never>>
  readonly createdAt: string
  readonly updatedAt: string
}

/** What everybody reports on. */
export interface Plain {
  readonly settings: { readonly currency: 'USD'; readonly monthlyLimit: string }
  readonly categories: readonly { readonly id: string; readonly name: string }[]
  readonly budgets: readonly {
    readonly categoryId: string
    readonly month: string
    readonly amount: string
  }[]
  readonly expenses: readonly PlainExpense[]
}

/** The same, with what has to come out of it, in cents, added up as integers while it was made. */
export interface Sample {
  readonly plain: Plain
  readonly spent: readonly bigint[]
  readonly inMonth: number
  /** The expenses once more, as new strings: nobody has looked at them yet. */
  readonly parseAgain: () => PlainExpense[]
}

const chunk = 10_000

/** Expenses as JSON.parse makes them: equal ids are strings of their own. About one in twelve is of another month. */
export function makeSample(count: number): Sample {
  const random = randomNumbers(count)
  const ids = Array.from({ length: 20 }, () => randomUUID() as string)
  const spent = ids.map(() => 0n)
  let inMonth = 0
  const makeOne = (number: number) => {
    const at = Math.floor(random() * ids.length)
    const cents = anyCents(random)
    const other = random() < 1 / 12
    if (!other) {
      inMonth++
      spent[at] = (spent[at] ?? 0n) + BigInt(cents)
    }
    const date = `${other ? '2026-01' : month}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`
    const instant = new Date(1_769_904_000_000 + number * 997).toISOString()
    return {
      id: randomUUID(),
      categoryId: ids[at],
      amount: textOf(cents),
      date,
      description: `Lunch ${number % 500}`,
      metadata: {},
      createdAt: instant,
      updatedAt: instant,
    }
  }
  const texts: string[] = []
  for (let made = 0; made < count; made += chunk) {
    const length = Math.min(chunk, count - made)
    texts.push(JSON.stringify(Array.from({ length }, (_, at) => makeOne(made + at))))
  }
  const parseAgain = (): PlainExpense[] => texts.flatMap((text) => JSON.parse(text) as PlainExpense[])
  const budgets = ids.map((categoryId, at) => ({
    categoryId,
    month,
    // Near what is spent, a little more or less, so that every status comes up.
    amount: textOf(Math.round((count / 20) * 23_500 * (0.8 + at / 20))),
  }))
  const plain: Plain = JSON.parse(
    JSON.stringify({
      settings: { currency: 'USD', monthlyLimit: '5000.00' },
      categories: ids.map((id, at) => ({ id, name: `Category ${at}` })),
      budgets,
      expenses: [],
    }),
  ) as Plain
  return { plain: { ...plain, expenses: parseAgain() }, spent, inMonth, parseAgain }
}
