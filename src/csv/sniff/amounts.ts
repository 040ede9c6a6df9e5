import type { AmountFormat } from '../csv-format.js'
import { amountReader, type ReadAmount } from '../format/amounts.js'
import { knownSymbols } from '../known-symbols.js'

type Marks = Required<Pick<AmountFormat, 'decimal' | 'group'>>

// The plain ones come first.
const marks: readonly Marks[] = [
  { decimal: '.', group: '' },
  { decimal: ',', group: '' },
  { decimal: '.', group: ',' },
  { decimal: ',', group: '.' },
  { decimal: '.', group: ' ' },
  { decimal: ',', group: ' ' },
  { decimal: '.', group: "'" },
  { decimal: ',', group: "'" },
]

/** Readers of every way to write an amount. */
export const amountReaders = marks.map(({ decimal, group }) => ({
  format: { decimal, group },
  read: amountReader({ decimal: decimal ?? '.', group: group ?? '', symbols: knownSymbols }),
}))

/** How the amounts of a file are written. */
export interface SniffedAmounts {
  /** The format; `undefined` if no format fits. */
  readonly format: AmountFormat | undefined
  /** Whether formats fit that read other amounts. Then the format is the first of them. */
  readonly isAmbiguous: boolean
  /** Reads by the format. */
  readonly read: (text: string) => ReadAmount | null
}

/** Finds out how amounts are written: by what reads most of the cells, and at least half of them. */
export function sniffAmounts(cells: readonly string[]): SniffedAmounts {
  const tried = amountReaders.map(({ format, read }) => {
    const values = cells.map((cell) => valueOf(read(cell)))
    return { format, read, values, count: values.filter((value) => value !== '').length }
  })
  const most = Math.max(...tried.map(({ count }) => count))
  const [first, ...others] = tried.filter(({ count }) => count === most)
  if (first === undefined || most === 0 || 2 * most < cells.length)
    return { format: undefined, isAmbiguous: false, read: () => null }
  const { format, read, values } = first
  const symbols = symbolsIn(cells)
  return {
    format: {
      decimal: format.decimal,
      ...(format.group === '' ? {} : { group: format.group }),
      ...(symbols.length === 0 ? {} : { symbols }),
    },
    isAmbiguous: others.some((other) => other.values.some((value, at) => value !== values[at])),
    read,
  }
}

// The same for 5, 5.0 and 05: a file may mix them.
function valueOf(amount: ReadAmount | null): string {
  if (amount === null) return ''
  const digits = amount.digits.includes('.') ? amount.digits.replace(/\.?0{1,35}$/, '') : amount.digits
  return `${amount.isNegative ? '-' : '+'}${digits}`
}

function symbolsIn(cells: readonly string[]): string[] {
  const found = new Set(cells.map(bareSymbol))
  return knownSymbols.filter((symbol) => found.has(bareSymbol(symbol)))
}

function bareSymbol(text: string): string {
  return text.replaceAll(/[\d\s().,'\u2018\u2019\u02BC+\-\u2212]/g, '')
}
