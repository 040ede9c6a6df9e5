import { atPath, guardInput, requireKnownFields, requireObject } from '../../errors/invalid-input.js'
import type { Month } from '../../calendar/month.js'
import type { CsvRejection } from '../csv-import.js'
import { amountReader } from '../format/amounts.js'
import { commonFields, oneOf, readAmountFormat, readColumn, readLayout, readRules } from '../format/checks.js'
import { missing, notAnAmount, quoted, refusal } from '../format/row-reader.js'
import { readTable } from '../records/read-table.js'
import type { FindColumn, ReadRow, Table } from '../records/table.js'
import { monthFormats, monthReader } from './months.js'
import type { PlanCsvColumns, PlanCsvFormat } from './plan-format.js'

/** A row of a plan: what a category gets in a month. */
export interface PlanRow {
  /** The month, `YYYY-MM`. */
  readonly month: Month
  /** The category, as the file names it. */
  readonly category: string
  /** Its group, as the file names it. */
  readonly group?: string | undefined
  /** What is budgeted, zero or more, as plain decimal text. */
  readonly amount: string
  /** The line on which the row begins, from 1. */
  readonly line: number
}

/** What a plan holds. Each line that is not empty is in one of both lists. */
export interface PlanCsvImport {
  /** The rows, in the order of the file. */
  readonly rows: readonly PlanRow[]
  /** The rows that were not read, in the order of the file. */
  readonly rejected: readonly CsvRejection[]
}

/**
 * Reads a CSV file of monthly budgets, such as the plan of YNAB. It is as strict as {@link readCsv}. A budget of zero is a
 * row; one below zero is rejected as `negative_amount`. `book.budgets.allocate` takes the budgets of a month.
 *
 * @param text - The file. {@link decodeCsv} makes text from bytes.
 * @param format - What the file looks like, such as `csvFormats.ynabPlan`.
 * @throws `invalid_input` as {@link readCsv}.
 *
 * @example
 * ```ts
 * import { csvFormats, readPlanCsv } from 'budgetbook/csv'
 *
 * const text = `"Month","Category Group/Category","Category Group","Category","Assigned","Activity","Available"
 * "Feb 2026","Living: Rent","Living","Rent",$1,250.00,-$1250.00,$0.00
 * "Feb 2026","Living: Food","Living","Food","$1,000.00",-$412.30,$587.70`
 * const { rows, rejected } = readPlanCsv(text, csvFormats.ynabPlan)
 * console.log(rows[0]?.month, rows[0]?.category, rows[0]?.amount) // => 2026-02 Food 1000.00
 * console.log(rejected[0]?.line, rejected[0]?.code) // => 2 cell_count
 * ```
 */
export function readPlanCsv(text: string, format: PlanCsvFormat): PlanCsvImport {
  return readTable(text, checkPlanFormat(format))
}

function checkPlanFormat(format: PlanCsvFormat): Table<PlanRow> {
  return atPath(['format'], () =>
    guardInput(() => {
      requireObject(format, 'A format')
      requireKnownFields(format, [...commonFields, 'columns', 'months'])
      const layout = readLayout(format)
      const columns = atPath(['columns'], () => readColumns(format.columns, layout.header))
      const months = oneOf('months', format.months, monthFormats)
      const readAmount = amountReader(readAmountFormat(format))
      const reject = readRules(format.reject ?? [], layout.header)
      return { layout, reject, prepare: (find) => planRowReader(columns, months, readAmount, find) }
    }),
  )
}

function readColumns(columns: PlanCsvColumns, header: boolean): PlanCsvColumns {
  requireObject(columns, 'The columns')
  requireKnownFields(columns, ['month', 'category', 'amount', 'group'])
  const read = (name: keyof PlanCsvColumns) =>
    atPath([name], () => readColumn(columns[name] as never, header))
  return {
    month: read('month'),
    category: read('category'),
    amount: read('amount'),
    ...(columns.group === undefined ? {} : { group: read('group') }),
  }
}

function planRowReader(
  columns: PlanCsvColumns,
  months: PlanCsvFormat['months'],
  readAmount: ReturnType<typeof amountReader>,
  find: FindColumn,
): ReadRow<PlanRow> {
  const monthAt = find(columns.month, ['columns', 'month'])
  const categoryAt = find(columns.category, ['columns', 'category'])
  const amountAt = find(columns.amount, ['columns', 'amount'])
  const groupAt = columns.group === undefined ? -1 : find(columns.group, ['columns', 'group'])
  const readMonth = monthReader(months)
  return (cells, line) => {
    const monthText = cells[monthAt]?.trim()
    if (!monthText) return missing('month')
    const month = readMonth(monthText)
    if (month === null) return refusal('invalid_month', `Not a month as ${months}: ${quoted(monthText)}`)
    const category = cells[categoryAt]
    if (!category?.trim()) return missing('category')
    const amountText = cells[amountAt]?.trim()
    if (!amountText) return missing('amount')
    const amount = readAmount(amountText)
    if (amount === null) return notAnAmount(amountText)
    if (amount.isNegative) return refusal('negative_amount', `A budget below zero: ${quoted(amountText)}`)
    const group = cells[groupAt]
    return { month, category, amount: amount.digits, line, ...(group ? { group } : {}) }
  }
}
