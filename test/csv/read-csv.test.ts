import { describe, expect, it } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import { readCsv, type CsvColumns, type CsvFormat } from 'budgetbook/csv'

const plain: CsvFormat = { columns: { date: 'Date', amount: 'Amount' }, dates: 'YYYY-MM-DD' }
const two: CsvFormat = { columns: { date: 'Date', outflow: 'Out', inflow: 'In' }, dates: 'YYYY-MM-DD' }

/** What came of each row: its amount, or the code of its rejection. */
function outcomes(text: string, format: CsvFormat): string[] {
  const { rows, rejected } = readCsv(text, format)
  return [
    ...rows.map(({ line, amount }) => ({ line: line!, what: amount as string })),
    ...rejected.map(({ line, code }) => ({ line, what: code })),
  ]
    .toSorted((one, other) => one.line - other.line)
    .map(({ what }) => what)
}

const amountOf = (cell: string, format: Partial<CsvFormat> = {}): string =>
  outcomes(`Date\tAmount\n2026-02-03\t${cell}`, {
    ...plain,
    delimiter: '\t',
    spending: 'positive',
    ...format,
  })[0]!

describe('amounts', () => {
  it.each([
    ['5', '5'],
    ['-5.00', '-5.00'],
    ['+5.10', '5.10'],
    ['5-', '-5'],
    ['(5.25)', '-5.25'],
    ['\u22125', '-5'],
    ['  5 ', '5'],
    ['007.50', '7.50'],
    ['.5', '0.5'],
    ['999999999999999.1234', '999999999999999.1234'],
  ])('%j is %s', (cell, amount) => expect(amountOf(cell)).toBe(amount))

  it.each([
    ['$1,250.00', '1250.00'],
    ['-$1,250', '-1250'],
    ['$-1,250', '-1250'],
    ['($5)', '-5'],
    ['$(5)', '-5'],
    ['1,00,000.00', '100000.00'],
    ['5 EUR', '5'],
    ['EUR -5', '-5'],
  ])('with symbols and commas, %j is %s', (cell, amount) =>
    expect(amountOf(cell, { group: ',', symbols: ['$', 'EUR'] })).toBe(amount),
  )

  it.each([
    ['1.234,50', ',', '.', '1234.50'],
    ['1 234,50', ',', ' ', '1234.50'],
    ['1\u00A0234\u00A0567,5', ',', ' ', '1234567.5'],
    ['1\u202F234', ',', ' ', '1234'],
    ["1'234.50", '.', "'", '1234.50'],
    ['1\u2019234.50', '.', "'", '1234.50'],
  ] as const)('%j with the decimal mark %j and groups of %j is %s', (cell, decimal, group, amount) =>
    expect(amountOf(cell, { decimal, group })).toBe(amount),
  )

  it.each([
    ...[
      '1.234,50',
      '1,5',
      '1 250.00',
      '5.',
      '.',
      '-',
      '--5',
      '-5-',
      '(5',
      '5)',
      '+-5',
      '5 EUR',
      'x',
      '1e3',
      '0x1',
    ],
    ...['5..0', '1.2.3', '１', 'NaN', '()', '1000000000000000', `0.${'1'.repeat(40)}`],
  ])('%j is rejected', (cell) => expect(amountOf(cell)).toBe('invalid_amount'))

  it.each([
    '1,5',
    '12,50',
    '1,2345',
    '1000,000',
    ',123',
    '1,,000',
    '1,000,00',
    '100,00,000',
    '1.250,00',
    '$$5',
    '$5$',
  ])('%j is rejected where commas are between groups', (cell) =>
    expect(amountOf(cell, { group: ',', symbols: ['$'] })).toBe('invalid_amount'),
  )

  it.each(['0', '0.00', '-0', '(0.0)'])('%j is zero', (cell) => expect(amountOf(cell)).toBe('zero_amount'))
})

describe('spending', () => {
  it('is below zero in one column unless the format says otherwise', () => {
    expect(outcomes('Date,Amount\n2026-02-03,-5\n2026-02-03,4', plain)).toEqual(['5', '-4'])
    expect(outcomes('Date,Amount\n2026-02-03,-5\n2026-02-03,4', { ...plain, spending: 'positive' })).toEqual([
      '-5',
      '4',
    ])
  })

  it('is in the column of outflows, and what came back in that of inflows', () => {
    const text = `Date,Out,In\n2026-02-03,5.00,\n2026-02-03,0.00,4.00\n2026-02-03,5,4\n2026-02-03,0,0\n2026-02-03,,
2026-02-03,-5,\n2026-02-03,,-4\n2026-02-03,x,\n2026-02-03,,x`
    expect(outcomes(text, two)).toEqual([
      ...['5.00', '-4.00', 'both_amounts', 'zero_amount', 'missing_cell', 'wrong_sign', 'wrong_sign'],
      ...['invalid_amount', 'invalid_amount'],
    ])
    expect(outcomes('Date,Out,In\n2026-02-03,-5,0\n2026-02-03,5,', { ...two, spending: 'negative' })).toEqual(
      ['5', 'wrong_sign'],
    )
  })

  it('has a word beside an amount without a sign', () => {
    const columns: CsvColumns = {
      date: 'Date',
      amount: 'Amount',
      direction: { column: 'Dir', out: ['Af'], in: ['Bij'] },
    }
    const text =
      'Date,Dir,Amount\n2026-02-03,Af,5\n2026-02-03, bij ,4\n2026-02-03,?,1\n2026-02-03,,1\n2026-02-03,Af,-5'
    expect(outcomes(text, { ...plain, columns })).toEqual([
      '5',
      '-4',
      'unknown_direction',
      'missing_cell',
      'wrong_sign',
    ])
    const signed = 'Date,Dir,Amount\n2026-02-03,Af,-5\n2026-02-03,Bij,4\n2026-02-03,Af,5\n2026-02-03,Bij,-4'
    expect(outcomes(signed, { ...plain, columns, spending: 'negative' })).toEqual([
      '5',
      '-4',
      'wrong_sign',
      'wrong_sign',
    ])
  })
})

describe('dates', () => {
  const dateOf = (cell: string, dates: CsvFormat['dates']): string | undefined =>
    readCsv(`Date\tAmount\n${cell}\t-1`, { ...plain, delimiter: '\t', dates }).rows[0]?.date

  it.each([
    ['YYYY-MM-DD', '2026-02-03', '2026-02-03'],
    ['YYYY-MM-DD', '2026-02-03T00:00:00+01:00', '2026-02-03'],
    ['YYYY-MM-DD', '2026-2-3 09:15 PM', '2026-02-03'],
    ['YYYY/MM/DD', ' 2026/02/03 ', '2026-02-03'],
    ['YYYYMMDD', '20260203', '2026-02-03'],
    ['DD/MM/YYYY', '3/2/2026', '2026-02-03'],
    ['MM/DD/YYYY', '02/03/2026', '2026-02-03'],
    ['DD.MM.YYYY', '03.02.2026, 10:00', '2026-02-03'],
    ['DD/MM/YY', '29/02/24', '2024-02-29'],
    ['MM-DD-YY', '12-31-99', '2099-12-31'],
    ['DD MMM YYYY', '3 FEB 2026', '2026-02-03'],
    ['DD-MMM-YY', '03-sep-26', '2026-09-03'],
  ] as const)('as %s, %j is %s', (dates, cell, date) => expect(dateOf(cell, dates)).toBe(date))

  it.each([
    ['DD/MM/YYYY', '02/13/2026'],
    ['DD/MM/YYYY', '03/02/26'],
    ['DD/MM/YY', '03/02/2026'],
    ['DD/MM/YYYY', '03-02-2026'],
    ['DD/MM/YYYY', '31/02/2026'],
    ['YYYY-MM-DD', '2026-02-03x'],
    ['YYYY-MM-DD', '2026-02-03-04'],
    ['YYYYMMDD', '2026023'],
    ['YYYYMMDD', '202602031'],
    ['DD MMM YYYY', '03 anf 2026'],
    ['YYYY-MM-DD', `2026-02-03${' '.repeat(60)}x`],
  ] as const)('as %s, %j is none', (dates, cell) => {
    expect(outcomes(`Date\tAmount\n${cell}\t-1`, { ...plain, delimiter: '\t', dates })).toEqual([
      'invalid_date',
    ])
  })
})

describe('the shape of a file', () => {
  it('has lines before the header, empty lines, and totals at its end', () => {
    const text =
      '\uFEFFAccount: 1\r\n"Of ""me"\r\nDate,Amount,Text\r\n\r\n2026-02-03,-5,a\r\n,,\r\nTotal,-5,\r\nSum\r\n'
    const { rows, rejected } = readCsv(text, {
      ...plain,
      columns: { ...plain.columns, description: 'Text' },
      skipLines: 2,
      reject: [{ code: 'total', when: [{ column: 'Date', startsWith: 'Total' }] }],
    })
    expect(rows).toEqual([{ date: '2026-02-03', amount: '5', description: 'a', line: 5 }])
    expect(rejected.map(({ line, code, cells }) => [line, code, cells])).toEqual([
      [7, 'total', ['Total', '-5', '']],
      [8, 'invalid_date', ['Sum']],
    ])
  })

  it('may have fewer cells than the header, or more that are empty, but no others', () => {
    const text =
      'Date,Amount,Text\n2026-02-03,-5\n2026-02-03\n2026-02-03,-5,a,,\n2026-02-03,-5,00,a\n2026-02-03, '
    expect(outcomes(text, plain)).toEqual(['5', 'missing_cell', '5', 'cell_count', 'missing_cell'])
  })

  it('needs no header where columns are positions', () => {
    expect(
      outcomes('-5;2026-02-03', {
        columns: { date: 1, amount: 0 },
        dates: 'YYYY-MM-DD',
        delimiter: ';',
        header: false,
      }),
    ).toEqual(['5'])
    expect(outcomes('a,b\n-5,2026-02-03', { columns: { date: 1, amount: 0 }, dates: 'YYYY-MM-DD' })).toEqual([
      '5',
    ])
  })

  it('names columns as people do, whatever the name', () => {
    const text = ' __proto__ ,constructor,Cafe\u0301\n2026-02-03,-5,x'
    const columns = { date: '__proto__', amount: 'constructor', description: 'Caf\u00E9' }
    expect(readCsv(text, { ...plain, columns }).rows).toEqual([
      { date: '2026-02-03', amount: '5', description: 'x', line: 2 },
    ])
  })

  it('keeps texts as they are, and leaves empty ones out', () => {
    const columns = {
      date: 'Date',
      amount: 'Amount',
      description: 'Text',
      category: 'Cat',
      id: 'Id',
      currency: 'Cur',
    }
    const text = 'Date,Amount,Text,Cat,Id,Cur\n2026-02-03,-5, a ,"\n",,\n2026-02-03,-5,,, 7 , USD '
    expect(readCsv(text, { ...plain, columns }).rows).toEqual([
      { date: '2026-02-03', amount: '5', description: ' a ', category: '\n', line: 2 },
      { date: '2026-02-03', amount: '5', id: ' 7 ', currency: 'USD', line: 4 },
    ])
  })

  it('rejects by the first rule of which all conditions hold', () => {
    const reject = [
      {
        code: 'both',
        when: [
          { column: 'Kind', is: ['a'] },
          { column: 'Amount', isNot: ['-5'] },
        ],
      },
      { code: 'late', when: [{ column: 'Kind', is: ['a', ''] }] },
    ]
    const text = 'Date,Amount,Kind\nx,-5,a\nx,-6, a \n2026-02-03,-7,b\nx,y'
    expect(outcomes(text, { ...plain, reject })).toEqual(['late', 'both', '7', 'late'])
  })
})

describe('lines that end with a carriage return alone', () => {
  it.each([
    ['Date,Amount\r2026-02-03,-5\r', plain],
    ['2026-02-03,-5\r2026-02-04,-6\r', { ...plain, columns: { date: 0, amount: 1 }, header: false }],
    ['Account 4711\rDate,Amount\r2026-02-03,-5\r', { ...plain, skipLines: 1 }],
    ['a\rb\r', { ...plain, columns: { date: 0, amount: 1 }, header: false, skipLines: 1 }],
    ['Date,Amount\r2026-02-03,-5\r', { ...plain, columns: { date: 0, amount: 1 } }],
  ] as const)('are refused, because all of the file would be one line: %j', (text, format) => {
    expect(() => readCsv(text, format)).toThrow(/carriage return/)
  })

  it.each(['', '"q",'])('reject a line that may be two, and not the others: %s', (before) => {
    const text = `A,Date,Amount,Text\r\n,2026-02-03,-5,x\r\n${before || ','}2026-02-04,-6,foo\r2026-02-05\r\n,2026-02-06,-7,"a\rb"\r\n`
    const { rows, rejected } = readCsv(text, { ...plain, columns: { ...plain.columns, description: 'Text' } })
    expect(rows.map(({ line, description }) => [line, description])).toEqual([
      [2, 'x'],
      [4, 'a\rb'],
    ])
    expect(rejected.map(({ line, code }) => [line, code])).toEqual([[3, 'carriage_return']])
  })
})

describe('a format from a stranger', () => {
  it.each([
    [{ symbols: Array.from({ length: 101 }, () => '$') }, 'format.symbols'],
    [{ symbols: ['x'.repeat(11)] }, 'format.symbols.0'],
    [
      { reject: [{ code: 'x', when: [{ column: 'Date', is: Array.from({ length: 1_001 }, () => 'x') }] }] },
      'format.reject.0.when.0.is',
    ],
  ])('cannot make each row take long: %#', (more, path) => {
    const refused = () => readCsv('Date,Amount\n', { ...plain, ...more })
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid_input' }) as Error)
    try {
      refused()
    } catch (error) {
      expect(isBudgetBookError(error, 'invalid_input') && error.details.issues[0]?.path.join('.')).toBe(path)
    }
  })
})
