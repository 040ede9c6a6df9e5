import {
  isBudgetBookError,
  openBudgetBook,
  type BookDocument,
  type BudgetBook,
  type StorageAdapter,
  type Totals,
} from 'budgetbook'
import * as older from '../../../fixtures/schema-1.0/older-build.mjs'

/** How each build opens a book. */
const builds = { newer: openBudgetBook, older: older.openBudgetBook } as const

/** The current build, and the one that wrote schema 1.0. */
export type Build = keyof typeof builds

/** Ids and instants that a test can foresee. They are those of the current step, whoever takes it. */
export interface Steps {
  /** Goes on to the next step. */
  next(): void
  readonly count: number
}

/** Steps on the day on which the fixtures were made. */
export function countSteps(from = 0): Steps {
  let count = from
  return {
    next: () => count++,
    get count() {
      return count
    },
  }
}

/** Opens a book of a build. */
export async function openBook(
  build: Build,
  storage: StorageAdapter,
  steps: Steps = countSteps(),
): Promise<BudgetBook> {
  let [step, made] = [0, 0]
  return builds[build]({
    storage,
    timeZone: 'UTC',
    now: () => new Date(Date.UTC(2026, 0, 28, 12, steps.count)),
    generateId: () => {
      if (step !== steps.count) [step, made] = [steps.count, 0]
      return `step ${step} id ${++made}`
    },
  })
}

/** Totals with what was spent in one order. The older build gives it in the order of the storage. */
export function inOneOrder({ spending, ...totals }: Totals): Totals {
  const keyOf = (one: Totals['spending'][number]) => `${one.month} ${one.categoryId}`
  return { ...totals, spending: spending.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) }
}

/** Everything that a book answers about its figures, in the build of the fixtures and in this one. */
export async function figuresOf(book: BudgetBook) {
  const months = await book.months.list()
  const utilization = new Map<string, unknown>()
  // A month without anything has a report too.
  for (const month of [...months.map((one) => one.month), '2026-07'])
    utilization.set(month, await book.utilization(month))
  return {
    settings: await book.settings.get(),
    categories: await book.categories.list({ includeArchived: true }),
    months,
    utilization: Object.fromEntries(utilization),
    totals: inOneOrder(await book.totals()),
    totalsOfYear: inOneOrder(await book.totals({ from: '2025-11', to: '2026-04' })),
    budgets: await book.budgets.list({}),
    expenses: (await book.expenses.list({ limit: 100 })).items,
  }
}

/** The document of a book, without its seal, and with its expenses in an order that is the same in each storage. */
export function contentsIn({ checksum: _, version: __, ...document }: BookDocument) {
  const expenses = document.expenses.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return { ...document, expenses }
}

const isNothing = (amount: unknown) => typeof amount === 'string' && /^-?0(\.0+)?$/.test(amount)

type Fields = Readonly<Record<string, unknown>>

const later: Readonly<Record<string, (value: unknown, fields: Fields) => boolean>> = {
  groupId: (value) => value === null,
  rollover: (value) => value === null,
  original: (value) => value === null,
  groups: (value) => Array.isArray(value) && value.length === 0,
  holds: (value) => Array.isArray(value) && value.length === 0,
  held: isNothing,
  free: (value, { remaining, totalRemaining = remaining }) => value === totalRemaining,
}

/** The JSON of a value, without fields that later versions added and that are not used. */
export function asBefore(value: unknown): string {
  function earlier(this: Fields, key: string, field: unknown): unknown {
    return later[key]?.(field, this) === true ? undefined : field
  }
  return JSON.stringify(value, earlier, 2)
}

/** What a call answers, or the code of its refusal. */
export async function outcomeOf(
  call: Promise<unknown>,
): Promise<{ readonly answer: unknown } | { readonly refusal: string }> {
  try {
    return { answer: (await call) ?? null }
  } catch (error) {
    if (isBudgetBookError(error)) return { refusal: error.code }
    throw error
  }
}

type Figures = Awaited<ReturnType<typeof figuresOf>>

/** What a book says, as it would without its holds: the older build does not know them. */
export function withoutHolds<Said extends Pick<Figures, 'months' | 'utilization'>>(said: Said): unknown {
  const hasOnlyHolds = ({ month, closed, current }: Figures['months'][number]) => {
    const report = said.utilization[month] as Awaited<ReturnType<BudgetBook['utilization']>>
    const { held, expenseCount } = report.summary
    return !closed && !current && !isNothing(held) && expenseCount === 0 && report.categories.length === 0
  }
  const [gone, months] = [said.months.filter(hasOnlyHolds), said.months.filter((one) => !hasOnlyHolds(one))]
  const utilization = { ...said.utilization }
  for (const { month } of gone) delete utilization[month]
  return JSON.parse(JSON.stringify({ ...said, months, utilization }), (key, field: unknown) => {
    if (key === 'held' || key === 'free' || key === 'holds') return undefined
    const isRow = (row: { readonly expenseCount: number }) => row.expenseCount > 0
    return key === 'unbudgeted' ? (field as { readonly expenseCount: number }[]).filter(isRow) : field
  })
}
