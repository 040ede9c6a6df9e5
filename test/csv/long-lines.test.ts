import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  csvFormats,
  readCsv,
  readCsvStream,
  sniffCsv,
  writeCsv,
  type CsvFormat,
  type CsvImport,
} from 'budgetbook/csv'
import { readFirstRecord } from '../../src/csv/records/first-record.js'
import { RecordReader } from '../../src/csv/records/record-reader.js'

vi.mock('../../src/csv/records/first-record.js', { spy: true })

const format: CsvFormat = {
  columns: { date: 'D', amount: 'A', description: 'T' },
  dates: 'YYYY-MM-DD',
}
const header = 'D,A,T\n'
const sound = '2026-02-03,-5,a\n'
const maximum = 262_144
const splitOneByOne = vi.mocked(readFirstRecord)
const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length))

/** How long the longest text is that was split. */
function longestSplit(): number {
  const windows = vi.mocked(Papa.parse).mock.calls.map(([text]) => text as unknown as string)
  return longest([...windows, ...splitOneByOne.mock.calls.map(([text]) => text)])
}

beforeEach(() => {
  vi.spyOn(Papa, 'parse')
  splitOneByOne.mockClear()
})
afterEach(() => void vi.restoreAllMocks())

/** A source that says how often others had their turn. */
async function turnsWhile(text: string, pieceLength: number): Promise<{ turns: number; read: CsvImport[] }> {
  let turns = 0
  let hasEnded = false
  const turn = (): void => {
    turns++
    if (!hasEnded) setImmediate(turn)
  }
  setImmediate(turn)
  function* pieces(): Generator<string> {
    for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
  }
  const read: CsvImport[] = []
  for await (const batch of readCsvStream(pieces(), format)) read.push(batch)
  hasEnded = true
  return { turns, read }
}

describe('a line that is too long', () => {
  it.each([
    ['many cells', '2026-02-03,-5' + ',x'.repeat(200_000)],
    ['many empty cells', '2026-02-03,-5' + ','.repeat(400_000)],
    ['a long text', `2026-02-03,-5,${'x'.repeat(400_000)}`],
    ['a long text in quotes', `2026-02-03,-5,"${'x'.repeat(400_000)}"`],
    ['many quotes', `2026-02-03,-5,"${'""'.repeat(200_000)}"`],
    ['many wrong quotes', '"a"b'.repeat(100_000)],
    ['an open quote', `2026-02-03,-5,"${'x'.repeat(400_000)}`],
  ])('is rejected and not split, and the next line is read: %s', (_, line) => {
    const { rows, rejected } = readCsv(`${header}${sound}${line}\n${sound}`, format)
    expect(rows.map((row) => row.line)).toEqual([2, 4])
    expect(rejected).toEqual([
      {
        line: 3,
        code: 'line_too_long',
        message: 'The line is longer than 262144 characters',
        cells: [line.slice(0, 1_000)],
      },
    ])
    expect(longestSplit()).toBeLessThanOrEqual(maximum + 1)
  })

  it.each([
    ['many cells', `D,A,T${',c'.repeat(200_000)}\n${sound}`],
    ['many cells, and no other line', `D,A,T${','.repeat(400_000)}`],
  ])('is refused as a header: %s', (_, text) => {
    expect(() => readCsv(text, format)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: {
          issues: [
            {
              code: 'too_long',
              path: ['text'],
              message: 'The header, on line 1, is longer than 262144 characters',
              params: { maximum },
            },
          ],
        },
      }),
    )
    expect(longestSplit()).toBe(0)
  })

  it('does not say how many cells the others have', () => {
    const positions: CsvFormat = { columns: { date: 0, amount: 1 }, dates: 'YYYY-MM-DD', header: false }
    const { rows, rejected } = readCsv(`${','.repeat(400_000)}\n${sound}${sound}`, positions)
    expect(rows).toHaveLength(2)
    expect(rejected.map(({ code }) => code)).toEqual(['line_too_long'])
  })

  it('is a file whose lines end with a carriage return alone', () => {
    const text = (header + sound.repeat(30_000)).replaceAll('\n', '\r')
    expect(() => readCsv(text, format)).toThrow(/carriage return/)
  })

  it('does not keep a format from being found', () => {
    const { suggestions } = sniffCsv(`Date,Amount\n2026-02-03,-5\n${','.repeat(400_000)}\n2026-02-13,-6\n`)
    expect(suggestions.columns).toEqual({ date: 'Date', amount: 'Amount' })
  })
})

describe('a line that is long, but not too long, is read', () => {
  it.each([0, 1])('up to the last character, and %d more is too many', (more) => {
    const start = '2026-02-03,-5,'
    const text = 'x'.repeat(maximum - start.length + more)
    const { rows, rejected } = readCsv(`${header}${start}${text}\n`, format)
    expect(rows.map(({ description }) => description)).toEqual(more === 0 ? [text] : [])
    expect(rejected).toHaveLength(more)
  })

  it('with thousands of empty cells at its end', () => {
    const spare = ','.repeat(16_384)
    expect(readCsv(`D,A,T${spare}\n2026-02-03,-5,a${spare}\n`, format).rows).toHaveLength(1)
    expect(readCsv(`${header}2026-02-03,-5,a${spare}\n`, format).rows).toHaveLength(1)
  })

  it.each(['x', '"', '"a,'])('as it was written, with a text of many %j', (part) => {
    const description = part.repeat(65_000 / part.length)
    const expense = { id: '1', categoryId: 'food', date: '2026-02-03', amount: '4.80', description }
    expect(readCsv(writeCsv([expense]), csvFormats.budgetbook).rows[0]?.description).toBe(description)
  })
})

describe('others have their turn', () => {
  it('while a line comes that is too long', async () => {
    const { turns, read } = await turnsWhile(`${header}${','.repeat(2_000_000)}\n${sound}`, 65_536)
    expect(read.flatMap(({ rejected }) => rejected)).toHaveLength(1)
    expect(turns).toBeGreaterThan(20)
  })

  it('while very many rows with very many cells are read', async () => {
    const row = `2026-02-03,-5,a${',q'.repeat(70)}\n`
    const { turns, read } = await turnsWhile(header + row.repeat(99_000), 65_536)
    expect(read).toHaveLength(99)
    expect(turns).toBeGreaterThan((row.length * 99_000) / 65_536 - 3)
  })

  it('many times in a window whose text is looked at for each of its lines', () => {
    const reader = new RecordReader(',', 0, {
      maxCells: 1_000,
      record: () => undefined,
      broken: () => undefined,
    })
    reader.add('b","a\n'.repeat(1_000))
    reader.end()
    let steps = 0
    while (reader.step()) steps++
    expect(steps).toBeGreaterThan(20)
  })
})

describe('no text is looked at again and again', () => {
  it('for wrong quotes before much white space', () => {
    const lines = `"${'a"b"'.repeat(5_000)}${' '.repeat(20_000)}\n`.repeat(3)
    const { rejected } = readCsv(`${header}${lines}`, format)
    expect(rejected.map(({ code }) => code)).toEqual(Array(3).fill('invalid_quotes'))
    expect(longest(vi.mocked(Papa.parse).mock.calls.map(([text]) => text as unknown as string))).toBe(0)
  })

  it('for quotes that pair up from line to line, though the header has very many cells', () => {
    const text = `D,A,T${',c'.repeat(50_000)}\n${'b","a\n'.repeat(1_500)}`
    const { rejected } = readCsv(text, format)
    expect(new Set(rejected.map(({ code }) => code))).toEqual(new Set(['invalid_quotes']))
    const widths = splitOneByOne.mock.results.map(({ value }) => (value as { cells: string[] }).cells.length)
    expect(Math.max(...widths.slice(1))).toBeLessThan(1_100)
  })
})
