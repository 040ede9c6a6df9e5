import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isBudgetBookError } from 'budgetbook'
import {
  csvFormats,
  decodeCsv,
  decodeCsvStream,
  readCsv,
  readCsvStream,
  readPlanCsv,
  sniffCsv,
  writeCsv,
  writeCsvStream,
  writeUtilizationCsv,
  type CsvFormat,
} from 'budgetbook/csv'
import { deepFreeze } from '../support/deep-freeze.js'
import { anyValueArbitrary } from '../support/hostile-values.js'

const format: CsvFormat = {
  columns: { date: 'Date', amount: 'Amount', direction: { column: 'Dir', out: ['D'], in: ['C'] } },
  dates: 'YYYY-MM-DD',
  symbols: ['$'],
  skipLines: 0,
  reject: [{ code: 'x', when: [{ column: 'Dir', is: ['x'] }] }],
}
const text = 'Date,Amount,Dir\n2026-02-03,5,D\n'
const expense = { id: '1', categoryId: 'food', date: '2026-02-03', amount: '4.80', description: 'a' }

type Calls = Readonly<Record<string, (value: never) => unknown>>
const drain = async (items: AsyncIterable<unknown>): Promise<void> => {
  const iterator = items[Symbol.asyncIterator]()
  while (!(await iterator.next()).done);
}
const calls: Calls = {
  'readCsv text': (value) => readCsv(value, format),
  'readCsv format': (value) => readCsv(text, value),
  'readCsv columns': (value) => readCsv(text, { ...format, columns: value }),
  'readCsv column': (value) => readCsv(text, { ...format, columns: { date: value, amount: 1 } }),
  'readCsv direction': (value) =>
    readCsv(text, { ...format, columns: { date: 0, amount: 1, direction: value } }),
  'readCsv dates': (value) => readCsv(text, { ...format, dates: value }),
  'readCsv symbols': (value) => readCsv(text, { ...format, symbols: value }),
  'readCsv rules': (value) => readCsv(text, { ...format, reject: value }),
  'readCsv rule': (value) => readCsv(text, { ...format, reject: [value] }),
  'readCsv condition': (value) => readCsv(text, { ...format, reject: [{ code: 'x', when: [value] }] }),
  'readCsvStream text': async (value) => drain(readCsvStream(value, format)),
  'readCsvStream piece': async (value) => drain(readCsvStream([value], format)),
  'readCsvStream options': async (value) => drain(readCsvStream([text], format, value)),
  'readPlanCsv text': (value) => readPlanCsv(value, csvFormats.ynabPlan),
  'readPlanCsv format': (value) => readPlanCsv(text, value),
  'sniffCsv text': (value) => sniffCsv(value),
  'decodeCsv bytes': (value) => decodeCsv(value),
  'decodeCsv encoding': (value) => decodeCsv(new Uint8Array(), value),
  'decodeCsvStream bytes': async (value) => drain(decodeCsvStream(value)),
  'decodeCsvStream piece': async (value) => drain(decodeCsvStream([value])),
  'writeCsv rows': (value) => writeCsv(value),
  'writeCsv row': (value) => writeCsv([value]),
  'writeCsv amount': (value) => writeCsv([{ ...expense, amount: value }]),
  'writeCsv description': (value) => writeCsv([{ ...expense, description: value }]),
  'writeCsv options': (value) => writeCsv([expense], value),
  'writeCsv categories': (value) => writeCsv([expense], { categories: value }),
  'writeCsv delimiter': (value) => writeCsv([expense], { delimiter: value }),
  'writeCsvStream rows': async (value) => drain(writeCsvStream(value)),
  'writeCsvStream row': async (value) => drain(writeCsvStream([value])),
  'writeUtilizationCsv report': (value) => writeUtilizationCsv(value),
}

describe('whatever is passed, there is a result or an error of the package', () => {
  it.each(Object.entries(calls))('%s', async (_, call) => {
    await fc.assert(
      fc.asyncProperty(anyValueArbitrary(), async (make) => {
        try {
          await call(make() as never)
        } catch (error) {
          expect(isBudgetBookError(error)).toBe(true)
        }
      }),
    )
  })
})

describe('a format that is wrong is refused', () => {
  it.each<[string, object, string]>([
    [
      'format.columns.date',
      { columns: { date: 'Datum', amount: 'Amount' } },
      'No column has the name "Datum"; the header has "Date", "Amount", "Dir"',
    ],
    ['format.columns.amount', { columns: { date: 'Date' } }, 'A column is'],
    ['format.columns.amount', { columns: { date: 'Date', amount: 3 } }, 'The first line has only 3 columns'],
    [
      'format.columns.amount',
      { columns: { date: 'Date', amount: 1, outflow: 2, inflow: 2 } },
      'There is no such field',
    ],
    [
      'format.columns.direction.in',
      { columns: { date: 0, amount: 1, direction: { column: 2, out: ['D'], in: ['d'] } } },
      '"d" is a word for both',
    ],
    ['format.columns.date', { header: false }, 'Without a header, a column is its position'],
    ['format.dates', { dates: undefined }, 'Must be "YYYY-MM-DD" or'],
    ['format.group', { group: '.' }, 'Must be another mark than the decimal mark'],
    ['format.symbols.0', { symbols: ['-'] }, 'A symbol has no digits'],
    ['format.delimiter', { delimiter: ':' }, 'Must be "," or ";"'],
    ['format.skipLines', { skipLines: 0.5 }, 'Must be a whole number'],
    ['format.spelling', { spelling: 1 }, 'There is no such field'],
    [
      'format.reject.0.when.0.isnt',
      { reject: [{ code: 'a', when: [{ column: 0, isnt: [''] }] }] },
      'There is no such field',
    ],
    [
      'format.reject.0.when.0.column',
      { reject: [{ code: 'a', when: [{ column: 'No', is: [''] }] }] },
      'No column has',
    ],
    ['format.reject.0.when', { reject: [{ code: 'a', when: [] }] }, 'At least 1 condition'],
  ])('at %s: %j', (path, wrong, message) => {
    expect(() => readCsv(text, { ...format, ...wrong })).toThrow(`${path}: ${message}`)
  })

  it.each([
    ['text', '', 'The text has no line with the names'],
    ['text', 'Date,Amount\n2026-02-03,\0', 'The text has NUL characters'],
    ['text', '"Date,Amount', 'The quotes of the header, on line 1, are wrong'],
    ['format.columns.date', 'Date,Date,Amount,Dir\n', 'Two columns have the name "Date"'],
  ])('or at %s, for the file %j', (path, file, message) => {
    expect(() => readCsv(file, format)).toThrow(`${path}: ${message}`)
  })
})

it('nothing that is passed is changed', () => {
  const frozen = deepFreeze(structuredClone(format))
  expect(readCsv(text, frozen)).toEqual(readCsv(text, format))
  expect(
    readPlanCsv('Month,Category,Category Group,Assigned\n', deepFreeze(csvFormats.ynabPlan)).rows,
  ).toEqual([])
  const rows = deepFreeze([{ ...expense }])
  expect(writeCsv(rows, deepFreeze({ categories: [{ id: 'food', name: 'Food' }] }))).toContain('Food')
})
