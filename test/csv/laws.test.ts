import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  csvFormats,
  readCsv,
  readCsvStream,
  writeCsv,
  writeCsvStream,
  type CsvFormat,
  type CsvImport,
} from 'budgetbook/csv'
import { sumAmounts } from 'budgetbook'
import { civilDateArbitrary } from '../support/arbitraries/calendar.js'
import {
  csvExpensesArbitrary,
  cutsArbitrary,
  plainAmountArbitrary,
  unrulyCsvArbitrary,
} from '../support/arbitraries/csv.js'

const plain: CsvFormat = {
  columns: { date: 'Date', amount: 'Amount', description: 'Text' },
  dates: 'YYYY-MM-DD',
}

async function joined(batches: AsyncIterable<CsvImport>): Promise<CsvImport> {
  const all: CsvImport[] = []
  for await (const batch of batches) all.push(batch)
  return { rows: all.flatMap(({ rows }) => rows), rejected: all.flatMap(({ rejected }) => rejected) }
}

describe('a file and what is read of it', () => {
  it.each([',', ';', '\t', '|'] as const)('what was written with %j is read back', (delimiter) => {
    fc.assert(
      fc.property(csvExpensesArbitrary(), fc.boolean(), (rows, bom) => {
        const { rows: read, rejected } = readCsv(writeCsv(rows, { delimiter, bom }), {
          ...csvFormats.budgetbook,
          delimiter,
        })
        expect(rejected).toEqual([])
        expect(read.map(({ line: _, ...row }) => row)).toEqual(
          rows.map(({ categoryId, description, ...row }) => ({
            ...row,
            category: categoryId,
            ...(description === '' ? {} : { description }),
          })),
        )
      }),
    )
  })

  it('a file written in pieces is the file written at once', async () => {
    await fc.assert(
      fc.asyncProperty(csvExpensesArbitrary(), async (rows) => {
        const many = Array.from({ length: 40 }, () => rows).flat()
        const pieces: string[] = []
        for await (const piece of writeCsvStream(many)) pieces.push(piece)
        expect(pieces.join('')).toBe(writeCsv(many))
      }),
      { numRuns: 20 },
    )
  })

  it('how a text is cut makes no difference', async () => {
    await fc.assert(
      fc.asyncProperty(unrulyCsvArbitrary(), cutsArbitrary(), async (text, cut) => {
        expect(await joined(readCsvStream(cut(text), plain))).toEqual(readCsv(text, plain))
      }),
    )
  })

  it('how a long text is cut makes no difference, while most of it is still to come', async () => {
    const line = `2026-02-03,-5.00,"${'x'.repeat(200)}"\n`
    const sizes = fc.integer({ min: 500, max: 90_000 })
    await fc.assert(
      fc.asyncProperty(unrulyCsvArbitrary(), unrulyCsvArbitrary(), sizes, async (one, other, size) => {
        const [first, second] = [one, other].map((text) => text.slice(text.indexOf('\n') + 1))
        // An open quote is looked for in the next 64 Ki characters, so windows have to end before them and behind.
        const text = `Date,Amount,Text\n${line.repeat(270)}${first}${line.repeat(330)}${second}\n${line.repeat(700)}`
        const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
          text.slice(at * size, (at + 1) * size),
        )
        expect(await joined(readCsvStream(pieces, plain))).toEqual(readCsv(text, plain))
      }),
      { numRuns: 40 },
    )
  })

  it('a byte order mark in the middle of a file is a character, wherever the file is cut', async () => {
    const text = `Text,Date,Amount\n${'\uFEFFa,2026-02-03,"-5"\n'.repeat(20_000)}`
    const { rows } = await joined(readCsvStream([text.slice(0, 150_000), text.slice(150_000)], plain))
    expect(new Set(rows.map(({ description }) => description))).toEqual(new Set(['\uFEFFa']))
    expect(readCsv(text, plain).rows).toEqual(rows)
  })

  it('where a text stands in a long file makes no difference', () => {
    // Lines before it move it across the borders of the windows in which a file is read.
    const line = `2026-02-03,-5.00,"${'x'.repeat(200)}"\n`
    fc.assert(
      fc.property(unrulyCsvArbitrary(), fc.integer({ min: 280, max: 310 }), (text, count) => {
        const body = text.slice(text.indexOf('\n') + 1)
        const alone = readCsv(text, plain)
        const behind = readCsv(`Date,Amount,Text\n${line.repeat(count)}${body}`, plain)
        const moved = <Row extends { line?: number | undefined }>(rows: readonly Row[]): Row[] =>
          rows.map((row) => ({ ...row, line: row.line! + count }))
        expect(behind.rows.slice(count)).toEqual(moved(alone.rows))
        expect(behind.rejected).toEqual(moved(alone.rejected))
      }),
    )
  })

  it('each line with anything on it is in a row or in a rejection', () => {
    fc.assert(
      fc.property(unrulyCsvArbitrary(), (text) => {
        const { rows, rejected } = readCsv(text, plain)
        const firsts = [...rows, ...rejected].map(({ line }) => line!).toSorted((one, other) => one - other)
        expect(new Set(firsts).size).toBe(firsts.length)
        const lines = text.split('\n')
        // A record goes on to the line before the next record, so only lines without any text may come before the first.
        const before = lines.slice(1, (firsts[0] ?? lines.length + 1) - 1)
        expect(before.join('').replaceAll(/[",\s]/g, '')).toBe('')
        const last = lines.findLastIndex((line) => line.replaceAll(/[",\s]/g, '') !== '') + 1
        if (last > 1) expect(firsts.length).toBeGreaterThan(0)
      }),
    )
  })

  it('a proper file of n rows gives n rows and rejections, and its sum is the sum of the rows', () => {
    const row = fc.record({
      date: fc.oneof(civilDateArbitrary(), fc.constant('2026-02-30')),
      amount: fc.oneof(
        plainAmountArbitrary().map((amount) =>
          amount.includes('.') ? amount.slice(0, amount.indexOf('.') + 3) : amount,
        ),
        fc.constantFrom('0.00', 'x'),
      ),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (given) => {
        const text = `Date,Amount,Text\n${given.map(({ date, amount }) => `${date},${amount},"a ""b""\n"`).join('\r\n')}`
        const { rows, rejected } = readCsv(text, { ...plain, spending: 'positive' })
        expect(rows.length + rejected.length).toBe(given.length)
        const isRead = ({ date, amount }: (typeof given)[number]): boolean =>
          date !== '2026-02-30' && amount !== 'x' && /[1-9]/.test(amount)
        const amounts = given.filter(isRead).map(({ amount }) => amount)
        expect(
          sumAmounts(
            rows.map(({ amount }) => String(amount)),
            'USD',
          ),
        ).toBe(sumAmounts(amounts, 'USD'))
      }),
    )
  })
})
