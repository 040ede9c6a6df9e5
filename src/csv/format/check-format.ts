import {
  atPath,
  guardInput,
  invalidInput,
  requireKnownFields,
  requireObject,
} from '../../errors/invalid-input.js'
import type { Column, CsvColumns, CsvFormat, DateFormat, DirectionColumn, RejectRule } from '../csv-format.js'
import type { CheckedAmountFormat } from './amounts.js'
import {
  commonFields,
  oneOf,
  readAmountFormat,
  readColumn,
  readLayout,
  readRules,
  readWords,
  type Layout,
} from './checks.js'
import { dateFormats } from './dates.js'

/** A {@link CsvFormat} that was checked and copied, with its defaults. */
export interface CheckedFormat {
  readonly layout: Layout
  readonly columns: CsvColumns
  readonly dates: DateFormat
  readonly amounts: CheckedAmountFormat
  readonly spending: 'negative' | 'positive'
  readonly reject: readonly RejectRule[]
}

const optionalColumns = ['description', 'category', 'id', 'currency'] as const

/** Checks a caller's format. */
export function checkFormat(format: CsvFormat): CheckedFormat {
  return atPath(['format'], () =>
    guardInput(() => {
      requireObject(format, 'A format')
      requireKnownFields(format, [...commonFields, 'columns', 'dates', 'spending'])
      const layout = readLayout(format)
      const columns = atPath(['columns'], () => readColumns(format.columns, layout.header))
      const isSigned = 'amount' in columns && columns.direction === undefined
      return {
        layout,
        columns,
        dates: oneOf('dates', format.dates, dateFormats),
        amounts: readAmountFormat(format),
        spending: oneOf(
          'spending',
          format.spending,
          ['negative', 'positive'],
          isSigned ? 'negative' : 'positive',
        ),
        reject: readRules(format.reject ?? [], layout.header),
      }
    }),
  )
}

function readColumns(columns: CsvColumns, header: boolean): CsvColumns {
  requireObject(columns, 'The columns')
  const given: Readonly<Record<string, Column | undefined>> = columns as never
  const read = (name: string): Column => atPath([name], () => readColumn(given[name] as Column, header))
  const optional: Record<string, Column> = {}
  for (const name of optionalColumns) if (given[name] !== undefined) optional[name] = read(name)
  if ('outflow' in columns || 'inflow' in columns) {
    requireKnownFields(columns, [...optionalColumns, 'date', 'outflow', 'inflow'])
    return { ...optional, date: read('date'), outflow: read('outflow'), inflow: read('inflow') }
  }
  requireKnownFields(columns, [...optionalColumns, 'date', 'amount', 'direction'])
  const { direction } = columns
  return {
    ...optional,
    date: read('date'),
    amount: read('amount'),
    ...(direction === undefined
      ? {}
      : { direction: atPath(['direction'], () => readDirection(direction, header)) }),
  }
}

function readDirection(direction: DirectionColumn, header: boolean): DirectionColumn {
  requireObject(direction, 'A direction')
  requireKnownFields(direction, ['column', 'out', 'in'])
  const column = atPath(['column'], () => readColumn(direction.column, header))
  const out = readWords('out', direction.out).map(foldWord)
  const into = readWords('in', direction.in).map(foldWord)
  const both = out.find((word) => into.includes(word))
  if (both !== undefined)
    throw invalidInput('duplicate', `${JSON.stringify(both)} is a word for both directions`, ['in'])
  return { column, out, in: into }
}

/** A word of a direction as it is compared. */
export function foldWord(word: string): string {
  return word.trim().toLowerCase()
}
