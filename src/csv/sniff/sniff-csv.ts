import { atPath, requireText } from '../../errors/invalid-input.js'
import type { CsvFormat } from '../csv-format.js'
import { csvFormats, type CsvFormats } from '../csv-formats.js'
import { sniffAmounts } from './amounts.js'
import { cellsAt, datesThatFit, sniffColumns } from './columns.js'
import { sniffLayout, type SniffedLayout } from './layout.js'

/** What a file seems to be. */
export interface SniffedCsv {
  /** What the file says about its format, to show to a person. What is unknown or ambiguous is absent. */
  readonly suggestions: Partial<CsvFormat>
  /** The name in {@link csvFormats} of the product that wrote the file, if its header says so. */
  readonly preset: keyof CsvFormats | null
  /**
   * What the file does not decide, so that a person must: `dates` if days and months can be told either way, `decimal`
   * if `1.250` can be either number, `spending` if one column has all amounts. Then `spending` is suggested by the
   * sign that most amounts have.
   */
  readonly ambiguous: readonly ('dates' | 'decimal' | 'spending')[]
}

// The columns that identify a file of a product. The versions of a product differ in other columns.
const signatures: Readonly<Record<keyof CsvFormats, readonly string[]>> = {
  ynabRegister: [
    'Account',
    'Flag',
    'Date',
    'Payee',
    'Category Group',
    'Category',
    'Memo',
    'Outflow',
    'Inflow',
  ],
  ynabPlan: ['Month', 'Category Group', 'Category', 'Assigned', 'Activity', 'Available'],
  actualTransactions: ['Account', 'Date', 'Payee', 'Notes', 'Category', 'Amount', 'Split_Amount', 'Cleared'],
  fireflyTransactions: [
    'journal_id',
    'type',
    'currency_code',
    'amount',
    'description',
    'date',
    'category',
    'source_name',
  ],
  budgetbook: ['Date', 'Category', 'Description', 'Id', 'Amount'],
}

/**
 * Looks at a CSV file and makes suggestions for its format, for a wizard that shows them to a person. It looks at all
 * rows. {@link readCsv} never calls it: the same file may mean two things, and `ambiguous` says where.
 *
 * @param text - The file. {@link decodeCsv} makes text from bytes.
 * @throws `invalid_input` for anything but text, and for text with NUL characters.
 *
 * @example
 * ```ts
 * import { sniffCsv } from 'budgetbook/csv'
 *
 * const { suggestions, ambiguous } = sniffCsv('Datum;Text;Betrag\n03.02.2026;Café;-4,80\n13.02.2026;Rent;-900,00\n')
 * console.log(suggestions.dates, suggestions.decimal, ambiguous) // => DD.MM.YYYY , [ 'spending' ]
 * console.log(sniffCsv('Date,Amount\n03/02/2026,-4.80\n').ambiguous) // => [ 'dates', 'spending' ]
 * ```
 */
export function sniffCsv(text: string): SniffedCsv {
  return atPath(['text'], () => {
    requireText(text, 'A file')
    const layout = sniffLayout(text)
    if (layout === undefined) return { suggestions: {}, preset: null, ambiguous: [] }
    const preset = presetOf(layout)
    if (preset === null) return ofUnknown(layout)
    return preset === 'ynabRegister' ? ofRegister(layout) : ofPreset(preset, layout)
  })
}

function presetOf({ headers }: SniffedLayout): SniffedCsv['preset'] {
  const found = Object.entries(signatures).find(([name, columns]) => {
    // Many files have the columns of budgetbook, so there must be no other column.
    const isWhole = name !== 'budgetbook' || headers?.length === columns.length
    return isWhole && columns.every((column) => headers?.includes(column))
  })
  return (found?.[0] as SniffedCsv['preset'] | undefined) ?? null
}

function ofPreset(preset: Exclude<keyof CsvFormats, 'ynabRegister'>, layout: SniffedLayout): SniffedCsv {
  const suggestions = preset === 'ynabPlan' ? splitOf(layout) : { ...csvFormats[preset], ...splitOf(layout) }
  return { suggestions, preset, ambiguous: [] }
}

// A person sets how YNAB writes dates and amounts, so the file is asked.
function ofRegister(layout: SniffedLayout): SniffedCsv {
  const at = (name: string): number => layout.headers?.indexOf(name) ?? -1
  const dates = datesThatFit(cellsAt(layout.rows, at('Date')))
  const amounts = sniffAmounts(['Outflow', 'Inflow'].flatMap((name) => cellsAt(layout.rows, at(name))))
  const { dates: _dates, group: _group, ...preset } = csvFormats.ynabRegister
  const { suggestions, ambiguous } = formatsOf(dates, amounts)
  return { suggestions: { ...preset, ...splitOf(layout), ...suggestions }, preset: 'ynabRegister', ambiguous }
}

function ofUnknown(layout: SniffedLayout): SniffedCsv {
  const { columns, dates, amounts, signs } = sniffColumns(layout)
  const { suggestions, ambiguous } = formatsOf(dates, amounts)
  const spending = signs.negative > signs.positive ? ('negative' as const) : ('positive' as const)
  const isSigned = columns !== undefined && 'amount' in columns && columns.direction === undefined
  return {
    suggestions: {
      ...splitOf(layout),
      ...suggestions,
      ...(columns === undefined ? {} : { columns, spending }),
    },
    preset: null,
    ambiguous: isSigned ? [...ambiguous, 'spending'] : ambiguous,
  }
}

function splitOf({ delimiter, skipLines, headers }: SniffedLayout): Partial<CsvFormat> {
  return { delimiter, skipLines, header: headers !== undefined }
}

function formatsOf(
  dates: ReturnType<typeof datesThatFit>,
  amounts: ReturnType<typeof sniffAmounts>,
): Pick<SniffedCsv, 'suggestions' | 'ambiguous'> {
  const [only] = dates
  const areDatesClear = only !== undefined && dates.length === 1
  return {
    suggestions: {
      ...(areDatesClear ? { dates: only } : {}),
      ...(amounts.isAmbiguous ? {} : amounts.format),
    },
    ambiguous: [
      ...(dates.length > 1 ? (['dates'] as const) : []),
      ...(amounts.isAmbiguous ? (['decimal'] as const) : []),
    ],
  }
}
