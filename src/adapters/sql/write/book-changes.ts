import { invalidInput } from '../../../errors/invalid-input.js'
import type { BookContents, MonthState } from '../../../storage/view.js'
import { monthStatesOf } from '../../../storage/kit/state/contents.js'
import { isBareMonth } from '../../../storage/kit/state/month-draft.js'
import type { OperationRecord } from '../../../storage/kit/state/operation-log.js'
import type { BookRows } from '../read/book-query.js'
import {
  encodeBudget,
  encodeCategory,
  encodeExpense,
  encodeHold,
  encodeMonth,
  encodeOperation,
  encodeTotal,
} from '../schema/rows.js'
import { columnsOf, tables, type Column, type TableName } from '../schema/tables.js'

/** Rows of one table that a commit writes. */
export interface TableWrite {
  readonly table: TableName
  /** `insert` fails if the row exists; `put` does not; `remove` uses only the key. */
  readonly kind: 'insert' | 'put' | 'remove'
  readonly rows: readonly object[]
}

type SomeRows = Partial<BookRows>
type MonthRows = Pick<BookRows, 'months' | 'budgets' | 'totals' | 'holds'>

/**
 * What full-book work writes: the rows that differ from those that were read. All rows of the book must have been
 * read.
 */
export function writesOfReplacement(rows: BookRows, contents: BookContents): TableWrite[] {
  const { categories, expenses, settings } = contents
  const states = [...monthStatesOf(contents).values()]
  return nonEmpty(
    writesBetween(
      {
        categories: rows.categories,
        months: rows.months,
        budgets: rows.budgets,
        totals: rows.totals,
        holds: rows.holds,
        expenses: rows.expenses,
      },
      {
        categories: categories.map((category, at) => encodeCategory(category, at + 1)),
        ...rowsOfMonths(states, settings.currency),
        expenses: expenses.map(encodeExpense),
      },
    ),
  )
}

/** The write that stores an operation. */
export function writeOfOperation(operation: OperationRecord): TableWrite {
  return { table: 'operations', kind: 'insert', rows: [encodeOperation(operation)] }
}

function rowsOfMonths(states: readonly MonthState[], currency: string): MonthRows {
  return {
    months: states.filter((state) => !isBareMonth(state)).map((state) => encodeMonth(state, currency)),
    budgets: states.flatMap(({ budgets }) => budgets.map((budget, at) => encodeBudget(budget, at + 1))),
    totals: states.flatMap(({ month, spending }) =>
      Array.from(spending, ([categoryId, total]) => encodeTotal(month, categoryId, total)),
    ),
    holds: states.flatMap(({ holds }) => holds.map(encodeHold)),
  }
}

/** The writes that have rows. */
export function nonEmpty(writes: readonly TableWrite[]): TableWrite[] {
  return writes.filter(({ rows }) => rows.length > 0)
}

function writesBetween(before: SomeRows, after: SomeRows): TableWrite[] {
  return (Object.keys(after) as TableName[]).flatMap((table) =>
    tableWritesBetween(table, before[table] ?? [], after[table] ?? []),
  )
}

/** A row of any table. */
export type AnyRow = Readonly<Record<string, string | null>>

function tableWritesBetween(
  table: TableName,
  before: readonly AnyRow[],
  after: readonly AnyRow[],
): TableWrite[] {
  // Stored text never has a NUL.
  const keyOfRow = (row: AnyRow): string => tables[table].key.map((name) => row[name]).join('\0')
  const old = new Map(before.map((row) => [keyOfRow(row), row]))
  const changed = after.filter((row) => {
    const was = old.get(keyOfRow(row))
    return !was || !isSameRow(table, was, row)
  })
  const kept = new Set(after.map(keyOfRow))
  if (kept.size < after.length) throw invalidInput('duplicate', `Two of the ${table} have the same id`)
  const gone = before.filter((row) => !kept.has(keyOfRow(row)))
  return [
    { table, kind: 'remove', rows: gone },
    { table, kind: 'put', rows: changed },
  ]
}

/** Whether two rows of a table hold the same. */
export function isSameRow(table: TableName, one: AnyRow, other: AnyRow): boolean {
  if (one === other) return true
  return columnsOf(table).every((column) => isSameCell(column, one[column.name], other[column.name]))
}

// A flag comes out of the database in another form than it went in.
function isSameCell({ kind }: Column, a: string | null | undefined, b: string | null | undefined): boolean {
  const one = a ?? null
  const other = b ?? null
  if (kind !== 'flag') return one === other
  return (one === 'true' || one === '1') === (other === 'true' || other === '1')
}
