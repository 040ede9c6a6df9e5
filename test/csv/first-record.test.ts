import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readFirstRecord } from '../../src/csv/records/first-record.js'

const parts = ['"', '""', ',"', '",', ',', ';', '\t', '\n', '\r', '\r\n', ' ', 'a', '\u00A0', '\u2028']
const textArbitrary = fc
  .array(fc.constantFrom(...parts), { maxLength: 14 })
  .map((some) => `${some.join('')}\n`)
const delimiterArbitrary = fc.constantFrom(',', ';', '\t', '|')

describe('the first record of a text', () => {
  it('is the one that papaparse finds', () => {
    fc.assert(
      fc.property(textArbitrary, delimiterArbitrary, (text, delimiter) => {
        const { data, errors, meta } = Papa.parse<string[]>(text, {
          delimiter,
          newline: '\n',
          preview: 1,
          fastMode: false,
        } as Parameters<typeof Papa.parse>[1])
        const { cells, length, state } = readFirstRecord(text, delimiter, Infinity)
        const isOpen = errors.every(({ code }) => code === 'MissingQuotes')
        expect(state).toBe(errors.length === 0 ? 'sound' : isOpen ? 'open' : 'wrong')
        if (state !== 'sound') return
        expect(cells).toEqual(data[0])
        expect(length).toBe((meta as { cursor?: number }).cursor)
      }),
      { numRuns: 3_000 },
    )
  })

  it.each([
    ['a,b\r\n', false],
    ['"a\rb",c\n', false],
    ['"a"\r\n', false],
    ['a\rb,c\n', true],
    ['a\r,b\n', true],
    ['a,b\r\r\n', true],
    ['a\rb,"a\rb"\n', true],
  ])('tells a carriage return outside of quotes: %j', (text, hasStrayReturn) => {
    expect(readFirstRecord(text, ',', Infinity)).toMatchObject({ state: 'sound', hasStrayReturn })
  })

  it.each([
    ['a,b,c\n', 2, 'sound', 3],
    ['a,"b\n",c\n', 3, 'sound', 3],
    ['a,"b\n",c\n', 2, 'wrong', 3],
    ['"a\n",b,c,d,e\n', 2, 'wrong', 3],
    ['a,b,"c\n', 3, 'open', 3],
    ['a,b,"c\n', 2, 'wrong', 3],
  ])('is wrong if it has several lines and too many cells: %j, at most %d', (text, most, state, width) => {
    const record = readFirstRecord(text, ',', most)
    expect([record.state, record.cells.length]).toEqual([state, width])
  })
})
