import { scaleOf } from './conversion.js'
import { isDate, monthOfDate } from './months.js'
import { textOfUnits } from '../../exact-decimal.js'

/** What the plain model of a book is made of: arrays, text and BigInt. */

interface Made {
  readonly id: string
  metadata: object
  createdAt: string
  updatedAt: string
}

export interface ModelGroup extends Made {
  name: string
}

/** How money passes from month to month. */
export interface ModelRollover {
  readonly from: string
  readonly carry: 'both' | 'unspent' | 'overspent'
  readonly cap: bigint | null
  readonly opening: bigint
}

export interface ModelCategory extends Made {
  name: string
  archived: boolean
  groupId: string | null
  rollover: ModelRollover | null
}

export interface ModelBudget extends Made {
  categoryId: string
  month: string
  units: bigint
}

/** What an expense was in another currency. Nothing changes it, so it is text from the start. */
export interface ModelOriginal {
  readonly amount: string
  readonly currency: string
  readonly rate: string
}

export interface ModelExpense extends Made {
  categoryId: string
  units: bigint
  original: ModelOriginal | null
  date: string
  description: string
}

export interface ModelHold extends Made {
  categoryId: string
  units: bigint
  date: string
  expiresAt: string | null
  description: string
}

/** Everything that a document carries. Categories and groups are in the user's order. */
export interface ModelState {
  currency: string
  limit: bigint | null
  startDay: number
  categories: ModelCategory[]
  groups: ModelGroup[]
  budgets: ModelBudget[]
  expenses: ModelExpense[]
  /** In the order in which they were placed. Expired ones stay until somebody writes to their month. */
  holds: ModelHold[]
  closed: { month: string; limit: bigint | null }[]
}

/** A spending policy: what it refuses, or only reports. Without `of` and `perExpense` it accepts everything. */
export interface ModelSpending {
  readonly refuses: boolean
  readonly of?: readonly ('category' | 'month' | 'limit')[]
  readonly unbudgeted?: 'refuse' | 'allow'
  readonly perExpense?: string
}

/** A book, and what surrounds it. */
export interface Model {
  readonly state: ModelState
  now: string
  policy: 'warn' | 'enforce'
  spending: ModelSpending
}

/** Gives the id of an entity in the result, by its position there, where it is new. */
export type IdAt = (position: number) => string

/** Changes the state, or refuses; what comes back gives the result, also later, as things are then. */
export type Method = (model: Model, input: readonly never[], idAt: IdAt) => () => unknown

export const emptyState = (): ModelState => ({
  currency: 'INR',
  limit: null,
  startDay: 1,
  categories: [],
  groups: [],
  budgets: [],
  expenses: [],
  holds: [],
  closed: [],
})

/** Refused: each of these codes would be right, for more than one thing may be wrong at once. */
export class Refusal extends Error {
  readonly codes: readonly string[]

  constructor(codes: readonly string[]) {
    super(codes.join(' or '))
    this.codes = codes
  }
}

/** Gathers what is wrong with a call. */
export class Reasons {
  readonly #codes: string[] = []

  /** Notes a code where a condition holds. */
  when(wrong: boolean, code: string): this {
    if (wrong) this.#codes.push(code)
    return this
  }

  /** Refuses where anything was noted. The input comes first: where it is wrong, nothing else is said. */
  settle(): void {
    if (this.#codes.includes('invalid_input')) throw new Refusal(['invalid_input'])
    if (this.#codes.length > 0) throw new Refusal(this.#codes)
  }
}

/** The minor units of what a caller passed as an amount, or `null` where it is none. */
export function readUnits(input: string | number | null, scale: number): bigint | null {
  const match = /^(-?)0*(\d+)(?:\.(\d+))?$/.exec(String(input))
  if (!match) return null
  const [, sign = '', whole = '', decimals = ''] = match
  if (decimals.length > scale || whole.length > 15) return null
  return BigInt(`${sign}${whole}${decimals.padEnd(scale, '0')}`)
}

/** Writes minor units in the book's currency. */
export const amountOf = ({ currency }: ModelState, units: bigint): string =>
  textOfUnits(units, scaleOf(currency))

/** Whether metadata is what JSON can carry; enough for the metadata of these tests. */
export const isPlain = (metadata: object): boolean =>
  Object.values(metadata).every((value) => value !== undefined)

export const todayOf = ({ now }: Model): string => now.slice(0, 10)

export const isClosed = ({ closed }: ModelState, month: string): boolean =>
  closed.some((one) => one.month === month)

export const monthIn = ({ startDay }: ModelState, date: string): string => monthOfDate(date, startDay)

/** Whether a hold counts at an instant. */
export const isOpen = ({ expiresAt }: Pick<ModelHold, 'expiresAt'>, now: string): boolean =>
  expiresAt === null || Date.parse(expiresAt) > Date.parse(now)

/** Whether a text is an instant. */
export const isInstant = (text: string): boolean =>
  isDate(text.slice(0, 10)) && /^T(?:[01]\d|2[0-3])(?::[0-5]\d){2}\.\d{3}Z$/.test(text.slice(10))

export const madeNow = ({ now }: Model) => ({ createdAt: now, updatedAt: now })

/** The entity of an id, or a refusal; `isWrong` where something is wrong with the rest of the input, which comes first. */
export function found<Entity extends Made>(
  entities: readonly Entity[],
  id: string,
  isWrong: boolean = false,
): Entity {
  const entity = entities.find((one) => one.id === id)
  if (!entity) throw new Refusal([isWrong ? 'invalid_input' : 'not_found'])
  return entity
}

export function remove<Item>(items: Item[], item: Item): void {
  items.splice(items.indexOf(item), 1)
}

/** Changes fields; only a real change counts as one. */
export function touch<Entity extends Made>({ now }: Model, entity: Entity, fields: Partial<Entity>): void {
  const isSame = Object.entries(fields).every(
    ([key, value]) => textOf(value) === textOf(entity[key as keyof Entity]),
  )
  if (!isSame) Object.assign(entity, fields, { updatedAt: now })
}

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))

/** An id that must not have been there before. */
export function fresh(state: ModelState, id: string): string {
  const { categories, groups, budgets, expenses, holds } = state
  if ([...categories, ...groups, ...budgets, ...expenses, ...holds].some((one) => one.id === id))
    throw new Error(`${id} is not new`)
  return id
}
