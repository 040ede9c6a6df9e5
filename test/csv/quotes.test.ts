import { describe, expect, it } from 'vitest'
import { readCsv, type CsvFormat } from 'budgetbook/csv'

const format: CsvFormat = {
  columns: { date: 'Date', amount: 'Amount', description: 'Text' },
  dates: 'YYYY-MM-DD',
}
const sound = '2026-02-03,-5,a'
const read = (lines: readonly string[], end = '\n') =>
  readCsv(['Date,Amount,Text', ...lines].join(end), format)
const broken = (lines: readonly string[], end?: string) =>
  read(lines, end).rejected.map(({ line, code, cells }) => [line, code, cells])

describe('quotes', () => {
  it.each(['\n', '\r\n'])('hold delimiters, quotes and lines that end with %j', (end) => {
    const lines = ['2026-02-03,-5,"a, ""b""', '', 'c"', '"2026-02-03","-6","" ', sound]
    expect(read(lines, end).rows).toEqual([
      { date: '2026-02-03', amount: '5', description: `a, "b"${end}${end}c`, line: 2 },
      { date: '2026-02-03', amount: '6', line: 5 },
      { date: '2026-02-03', amount: '5', description: 'a', line: 6 },
    ])
  })

  it('in the middle of a cell are text', () => {
    const [row] = read(['2026-02-03,-5,a"b"']).rows
    expect(row?.description).toBe('a"b"')
  })

  it('that nobody closes cost their line, and no other', () => {
    expect(broken([sound, '2026-02-03,-5,"a', sound, sound])).toEqual([
      [3, 'invalid_quotes', ['2026-02-03,-5,"a']],
    ])
    expect(read([sound, '2026-02-03,-5,"a', sound, sound]).rows.map(({ line }) => line)).toEqual([2, 4, 5])
    expect(broken([sound, '2026-02-03,-5,"a\r'])).toEqual([[3, 'invalid_quotes', ['2026-02-03,-5,"a']]])
  })

  it('that are followed by text cost their line', () => {
    expect(broken(['2026-02-03,-5,"a"b', sound])).toEqual([[2, 'invalid_quotes', ['2026-02-03,-5,"a"b']]])
  })

  it('that pair up with those of a later line cost only their line', () => {
    const lines = ['2026-02-03,-5,"a', sound, '2026-02-03,-5,b"c"', sound]
    expect(broken(lines)).toEqual([[2, 'invalid_quotes', ['2026-02-03,-5,"a']]])
    expect(read(lines).rows.map(({ description }) => description)).toEqual(['a', 'b"c"', 'a'])
  })

  it('may enclose a text of many lines, but not half of the file', () => {
    const note = Array.from({ length: 3_000 }, () => 'a line of a note')
    const fits = [`2026-02-03,-5,"${note.join('\n')}"`, sound]
    expect(broken(fits)).toEqual([])
    expect(read(fits).rows.map(({ line }) => line)).toEqual([2, 3_002])
    const tooLong = [`2026-02-03,-5,"${[...note, ...note].join('\n')}"`, sound]
    const { rows, rejected } = read(tooLong)
    expect(rejected[0]).toMatchObject({ line: 2, code: 'invalid_quotes' })
    expect(rejected).toHaveLength(6_000)
    expect(rows.map(({ line }) => line)).toEqual([6_002])
  })

  it.each([
    ['is open', '"a'],
    ['pairs up with the next line', 'b","a'],
    ['closes in the middle of a cell', '"a"b"c"d'],
    ['is a tag that nobody closes', `<${'a'.repeat(28)}`],
    ['is followed by many spaces', `"a"${' '.repeat(200)}b`],
    ['is doubled', '"a""'],
  ])('end in good time if every line %s', (_, line) => {
    const { rows, rejected } = read(Array.from({ length: 100_000 }, () => line))
    expect(rows).toEqual([])
    expect(rejected).toHaveLength(100_000)
    expect(rejected.at(-1)?.line).toBe(100_001)
  })
})
