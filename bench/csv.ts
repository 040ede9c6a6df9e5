import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import Papa from 'papaparse'
import {
  readCsv,
  readCsvStream,
  writeCsv,
  type CsvExpense,
  type CsvFormat,
  type CsvImport,
} from 'budgetbook/csv'
import { planImport } from 'budgetbook'
import { bytesLine, race, type Line } from './measure.js'
import { say, timeOf, type Settings } from './settings.js'

const format: CsvFormat = {
  columns: { date: 'Date', amount: 'Amount', description: 'Payee', category: 'Category', id: 'Id' },
  dates: 'YYYY-MM-DD',
}
const header = 'Date,Payee,Category,Memo,Amount,Id\n'

function lineOf(at: number): string {
  const day = String((at % 28) + 1).padStart(2, '0')
  const cents = String((at % 99) + 1).padStart(2, '0')
  return `2026-02-${day},"Corner store, no. ${at}",Food,"said ""hello""",-${at % 1_000}.${cents},${at}\n`
}

function fileOf(rows: number): string {
  return header + Array.from({ length: rows }, (_, at) => lineOf(at)).join('')
}

/** Files of six columns with quotes: read and written, beside papaparse alone. */
export async function measureCsv(settings: Settings): Promise<Line[]> {
  const size = settings.quick ? 10_000 : 100_000
  const text = fileOf(size)
  // Every line has an open quote: the slowest file to read.
  const broken = header + '2026-02-03,"a\n'.repeat(size)
  const expenses = Array.from({ length: size }, (_, at): CsvExpense => ({
    id: String(at),
    categoryId: 'food',
    date: '2026-02-03',
    amount: '12.50',
    description: `Corner store, no. ${at}`,
  }))
  const { rows: read } = readCsv(text, format)
  const plan = (existing: Parameters<typeof planImport>[0]['existing']) =>
    planImport({ rows: read, existing, currency: 'USD', category: () => 'food' })
  const imported = plan([]).fresh.map(({ expense, expenseId }) => ({ id: expenseId, ...expense }))
  const results = await race(
    [
      { name: 'papaparse', run: () => Papa.parse(text, { delimiter: ',', newline: '\n' }) },
      { name: 'readCsv', run: () => readCsv(text, format) },
      { name: 'readCsvStream', run: async () => drain(inPieces(text)) },
      { name: 'broken', run: () => readCsv(broken, format) },
      { name: 'planFresh', run: () => plan([]) },
      { name: 'planAgain', run: () => plan(imported) },
      { name: 'writeCsv', run: () => writeCsv(expenses) },
    ],
    50,
    5,
    timeOf(settings, 20),
  )
  const rows = `${say(size)} rows`
  return [
    results.line(`readCsv, ${rows}`, 'readCsv'),
    results.ratio('readCsv to papaparse alone', 'readCsv', 'papaparse', { atMost: 1.5 }),
    results.ratio('readCsvStream to papaparse alone', 'readCsvStream', 'papaparse'),
    results.line(`readCsv, ${say(size)} lines with an open quote each`, 'broken'),
    results.line(`planImport, ${rows}, all new`, 'planFresh'),
    results.ratio('planImport of new rows to readCsv', 'planFresh', 'readCsv'),
    results.ratio('planImport of rows that are in the book to readCsv', 'planAgain', 'readCsv'),
    results.line(`writeCsv, ${rows}`, 'writeCsv'),
    bytesLine(`readCsvStream, ${say(10 * size)} rows: the heap it keeps`, await heapOfStream(10 * size)),
  ]
}

function* inPieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536)
}

async function drain(pieces: Iterable<string>, onBatch?: (batch: CsvImport) => void): Promise<void> {
  for await (const batch of readCsvStream(pieces, format)) onBatch?.(batch)
}

// The most of the heap that is in use after any batch. The file is made while it is read, so no text is kept.
async function heapOfStream(rows: number): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  function* pieces(): Generator<string> {
    yield header
    for (let at = 0; at < rows; at++) yield lineOf(at)
  }
  collect()
  const before = process.memoryUsage().heapUsed
  let most = 0
  let batches = 0
  await drain(pieces(), () => {
    if (batches++ % 50 > 0) return
    collect()
    most = Math.max(most, process.memoryUsage().heapUsed - before)
  })
  return most
}
