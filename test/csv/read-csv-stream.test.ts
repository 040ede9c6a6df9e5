import { describe, expect, it, vi } from 'vitest'
import { isBudgetBookError } from 'budgetbook'
import {
  csvFormats,
  decodeCsvStream,
  readCsv,
  readCsvStream,
  type CsvImport,
  type CsvProgress,
} from 'budgetbook/csv'

const header = 'Date,Category,Description,Id,Amount\r\n'
const line = (at: number): string =>
  `2026-02-03,Food,"No. ""${at}""",${at},${at % 10 === 0 ? 'x' : '1.00'}\r\n`
const text = header + Array.from({ length: 2_500 }, (_, at) => line(at)).join('')
const all = async (batches: AsyncIterable<CsvImport>): Promise<CsvImport[]> => {
  const list: CsvImport[] = []
  for await (const batch of batches) list.push(batch)
  return list
}
const codeOf = async (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    () => 'no error',
    (error: unknown) => (isBudgetBookError(error) ? error.code : error),
  )

describe('a stream of text', () => {
  it.each([1, 7, 65_536, 10_000_000])(
    'gives batches of 1,000 rows, from pieces of %d characters',
    async (size) => {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      )
      const batches = await all(readCsvStream(pieces, csvFormats.budgetbook))
      expect(batches.map(({ rows, rejected }) => [rows.length, rejected.length])).toEqual([
        [900, 100],
        [900, 100],
        [450, 50],
      ])
      expect(batches.flatMap(({ rows }) => rows)).toEqual(readCsv(text, csvFormats.budgetbook).rows)
    },
  )

  it.each([900, 5_000, 70_000])(
    'reads a note of many lines that comes in pieces of %d characters',
    async (size) => {
      const note = Array.from({ length: 3_000 }, () => 'a line of a note').join('\n')
      const long = `${header}${line(1).repeat(2_000)}2026-02-03,Food,"${note}",1,1.00\r\n${line(1).repeat(4_000)}`
      const pieces = Array.from({ length: Math.ceil(long.length / size) }, (_, at) =>
        long.slice(at * size, (at + 1) * size),
      )
      const rows = (await all(readCsvStream(pieces, csvFormats.budgetbook))).flatMap((batch) => batch.rows)
      expect(rows).toHaveLength(6_001)
      expect(rows[2_000]?.description).toBe(note)
    },
  )

  it('says how far it is, and lets other events have their turn', async () => {
    const told: CsvProgress[] = []
    const turn = vi.fn<() => void>()
    setImmediate(turn)
    const options = { onProgress: (progress: CsvProgress) => told.push(progress) }
    for await (const { rows } of readCsvStream([text], csvFormats.budgetbook, options)) {
      expect(rows.length).toBeGreaterThan(0)
      if (told.length === 2) expect(turn).toHaveBeenCalled()
    }
    expect(told).toEqual([
      { rows: 900, rejected: 100, characters: text.length },
      { rows: 1_800, rejected: 200, characters: text.length },
      { rows: 2_250, rejected: 250, characters: text.length },
    ])
  })

  it('keeps little more than a window of the file', async () => {
    let given = 0
    function* endless(): Generator<string> {
      yield header
      for (;;) yield line(given++)
    }
    for await (const { rows } of readCsvStream(endless(), csvFormats.budgetbook)) {
      expect(rows.length).toBe(900)
      break
    }
    // About four times 64 Ki characters are read ahead at most.
    expect(given).toBeLessThan(10_000)
  })

  it('ends when its signal is aborted, and closes its source', async () => {
    const controller = new AbortController()
    const closed = vi.fn<() => void>()
    function* source(): Generator<string> {
      try {
        for (;;) yield text
      } finally {
        closed()
      }
    }
    const reading = (async () => {
      const { signal } = controller
      for await (const { rows } of readCsvStream(source(), csvFormats.budgetbook, { signal }))
        controller.abort(rows.length)
    })()
    expect(await codeOf(reading)).toBe('aborted')
    expect(closed).toHaveBeenCalledOnce()
    expect(await codeOf(all(readCsvStream([], csvFormats.budgetbook, { signal: AbortSignal.abort() })))).toBe(
      'aborted',
    )
  })

  it('closes its source when nobody reads on', async () => {
    const closed = vi.fn<() => Promise<IteratorResult<string>>>(async () => ({
      done: true,
      value: undefined,
    }))
    const source = {
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: text }), return: closed }),
    }
    const reading = readCsvStream(source as AsyncIterable<string>, csvFormats.budgetbook)
    await reading.next()
    await reading.return()
    expect(closed).toHaveBeenCalledOnce()
  })

  it('says what its source threw', async () => {
    const cause = new Error('the line is dead')
    async function* source(): AsyncGenerator<string> {
      yield header
      throw cause
    }
    const error: unknown = await all(readCsvStream(source(), csvFormats.budgetbook)).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({
      code: 'invalid_input',
      cause,
      details: { issues: [{ code: 'unreadable', path: ['text'] }] },
    })
  })

  it('reads bytes, through decodeCsvStream', async () => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
    const pieces = [bytes.subarray(0, 1_001), bytes.subarray(1_001)]
    const batches = await all(readCsvStream(decodeCsvStream(pieces), csvFormats.budgetbook))
    expect(batches.flatMap(({ rows }) => rows)).toEqual(readCsv(text, csvFormats.budgetbook).rows)
  })

  it('refuses what readCsv refuses', async () => {
    expect(await codeOf(all(readCsvStream(['Date,Am', 'ount\n'], csvFormats.budgetbook)))).toBe(
      'invalid_input',
    )
    expect(await codeOf(all(readCsvStream([''], csvFormats.budgetbook)))).toBe('invalid_input')
    expect(await codeOf(all(readCsvStream([`${header}\0`], csvFormats.budgetbook)))).toBe('invalid_input')
  })
})
