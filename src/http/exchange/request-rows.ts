import { inTurns, Phase, type Steps } from '../../book/long-work.js'
import { isBudgetBookError } from '../../errors/error.js'
import {
  atPath,
  invalidInput,
  invalidInputs,
  requireKnownFields,
  requireObject,
} from '../../errors/invalid-input.js'
import type { ImportRow } from '../../exchange/import-row.js'
import { mostRows, type ImportRequest } from '../schemas/exchange/import-body.js'
import type { CsvReader, RejectedCells } from './csv-reader.js'

/** The rows of a request, and the rows of its file that could not be read. */
export interface RequestRows {
  readonly rows: readonly ImportRow[]
  readonly rejected: readonly RejectedCells[]
}

const fieldNames: readonly (keyof ImportRow)[] = [
  'date',
  'amount',
  'description',
  'category',
  'id',
  'currency',
  'line',
]

// So short that the reader can give way to others between two pieces.
const pieceLength = 65_536

/** Reads the rows of a request. What is wrong with a value of a row is for the plan to say. */
export async function rowsOf(
  { rows, csv, format }: Pick<ImportRequest, 'rows' | 'csv' | 'format'>,
  reader: CsvReader | undefined,
  signal: AbortSignal,
): Promise<RequestRows> {
  if (csv !== undefined) return rowsOfFile(csv, format, reader, signal)
  return { rows: await inTurns(checkRows(rows ?? []), { signal }), rejected: [] }
}

function* checkRows(rows: readonly unknown[]): Steps<readonly ImportRow[]> {
  requireFew(rows.length, 'rows')
  yield* new Phase('checking', rows.length).each(rows, (chunk, from) => {
    for (const [index, row] of chunk.entries()) atPath(['rows', from + index], () => requireRow(row))
  })
  return rows as readonly ImportRow[]
}

function requireRow(row: unknown): void {
  requireObject(row, 'A row')
  requireKnownFields(row, fieldNames)
  const { line } = row as { readonly line?: unknown }
  if (line === undefined || (Number.isSafeInteger(line) && (line as number) > 0)) return
  throw invalidInput('invalid_value', 'A line is a whole number from 1', ['line'])
}

async function rowsOfFile(
  csv: string,
  format: unknown,
  reader: CsvReader | undefined,
  signal: AbortSignal,
): Promise<RequestRows> {
  if (!reader) throw invalidInput('invalid_value', 'This server reads no CSV. Send rows', ['csv'])
  const rows: ImportRow[] = []
  const rejected: RejectedCells[] = []
  try {
    for await (const batch of reader.readCsvStream(piecesOf(csv), formatOf(format, reader), { signal })) {
      rows.push(...batch.rows)
      rejected.push(...batch.rejected)
      requireFew(rows.length + rejected.length, 'csv')
    }
  } catch (error) {
    throw inBody(error)
  }
  return { rows, rejected }
}

/** The format of a request: itself, or one that the server knows by its name. */
function formatOf(format: unknown, { csvFormats }: CsvReader): object {
  if (typeof format !== 'string') {
    atPath(['format'], () => requireObject(format, 'A format'))
    return format as object
  }
  // A format without dates is not a format of expenses.
  const known = Object.entries(csvFormats).filter(
    (entry): entry is [string, object] =>
      typeof entry[1] === 'object' && entry[1] !== null && 'dates' in entry[1],
  )
  const found = known.find(([name]) => name === format)
  if (found) return found[1]
  const names = known.map(([name]) => name).join(', ')
  throw invalidInput('invalid_value', `Must be a format, or one of ${names}`, ['format'])
}

function* piecesOf(text: string): Generator<string, void, undefined> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
}

/** An error of the reader, with the names of the body: what is not about the format is about the file. */
function inBody(error: unknown): unknown {
  if (!isBudgetBookError(error, 'invalid_input')) return error
  const issues = error.details.issues.map((issue) =>
    issue.path[0] === 'format' ? issue : { ...issue, path: ['csv'] },
  )
  return invalidInputs(issues, { cause: error })
}

function requireFew(count: number, field: string): void {
  if (count <= mostRows) return
  throw invalidInput('too_long', `At most ${mostRows} rows are allowed`, [field], { maximum: mostRows })
}
