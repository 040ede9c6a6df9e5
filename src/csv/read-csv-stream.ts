import {
  atPath,
  guardInput,
  invalidInput,
  requireKnownFields,
  requireObject,
} from '../errors/invalid-input.js'
import { throwIfAborted } from '../errors/throw-if-aborted.js'
import type { ImportRow } from '../exchange/import-row.js'
import { piecesOf } from '../exchange/csv/pieces.js'
import type { AbortSignalLike } from '../lib/abort.js'
import { callListener } from '../lib/call-listener.js'
import { giveWay } from '../lib/time/give-way.js'
import type { CsvFormat } from './csv-format.js'
import type { CsvImport, CsvRejection } from './csv-import.js'
import { importTable } from './format/row-reader.js'
import { openTable } from './records/read-table.js'

/** How far a file is read. */
export interface CsvProgress {
  /** How many rows were read. */
  readonly rows: number
  /** How many rows were rejected. */
  readonly rejected: number
  /** How many characters of the text came so far. */
  readonly characters: number
}

/** Options of {@link readCsvStream}. */
export interface CsvStreamOptions {
  /** Called for each batch. An error that it throws is reported; the reading goes on. */
  readonly onProgress?: ((progress: CsvProgress) => void) | undefined
  /** Ends the reading, with the code `aborted`. */
  readonly signal?: AbortSignalLike | undefined
}

const batchSize = 1_000
// After this many characters, other events have their turn, even if one line has not ended yet.
const turnLength = 65_536

/**
 * {@link readCsv} for text that comes in pieces: of a file, a request or a stream of {@link decodeCsvStream}. It keeps
 * little more than one batch in memory, and lets other events have their turn between batches. How the text is cut
 * makes no difference.
 *
 * @param text - The pieces, in order.
 * @param format - What the file looks like.
 * @returns Batches of 1,000 rows, including rejected rows. The last batch may be smaller.
 * @throws As {@link readCsv}, when the first batch is asked for. `aborted` if the signal was aborted. `invalid_input` with
 * the code `unreadable` if the source of the pieces throws; its error is the cause.
 *
 * @example
 * ```ts
 * import { csvFormats, readCsvStream } from 'budgetbook/csv'
 *
 * const pieces = ['Date,Category,Descr', 'iption,Id,Amount\r\n2026-02', '-03,Food,Café,,4.80\r\n']
 * for await (const { rows } of readCsvStream(pieces, csvFormats.budgetbook)) {
 *   console.log(rows[0]?.date, rows[0]?.description, rows[0]?.amount)
 * }
 * // => 2026-02-03 Café 4.80
 * ```
 */
export async function* readCsvStream(
  text: AsyncIterable<string> | Iterable<string>,
  format: CsvFormat,
  options?: CsvStreamOptions,
): AsyncGenerator<CsvImport, void, undefined> {
  const { onProgress, signal } = checkOptions(options)
  throwIfAborted(signal)
  const batches = new Batches()
  const reading = openTable(importTable(format), batches)
  const pass = function* (): Generator<CsvImport, void, undefined> {
    for (const batch of batches.takeFull()) {
      if (onProgress) callListener(onProgress, batches.progress())
      yield batch
    }
  }
  let added = 0 // since others had their turn
  const readOn = async function* (): AsyncGenerator<CsvImport, void, undefined> {
    while (reading.step()) {
      yield* pass()
      await giveWay()
      added = 0
      throwIfAborted(signal)
    }
  }
  for await (const piece of piecesOf('text', text)) {
    throwIfAborted(signal)
    reading.add(piece)
    batches.characters += piece.length
    added += piece.length
    yield* readOn()
    if (added < turnLength) continue
    added = 0
    await giveWay()
  }
  reading.end()
  yield* readOn()
  reading.finish()
  batches.close()
  yield* pass()
}

/** Cuts rows into batches. */
class Batches {
  characters = 0
  #rows: ImportRow[] = []
  #rejected: CsvRejection[] = []
  #full: CsvImport[] = []
  #rowCount = 0
  #rejectedCount = 0

  readonly addRow = (row: ImportRow): void => {
    this.#rows.push(row)
    this.#closeIfFull()
  }

  readonly addRejection = (rejection: CsvRejection): void => {
    this.#rejected.push(rejection)
    this.#closeIfFull()
  }

  #closeIfFull(): void {
    if (this.#rows.length + this.#rejected.length >= batchSize) this.close()
  }

  close(): void {
    if (this.#rows.length + this.#rejected.length === 0) return
    this.#full.push({ rows: this.#rows, rejected: this.#rejected })
    this.#rows = []
    this.#rejected = []
  }

  *takeFull(): Generator<CsvImport, void, undefined> {
    const full = this.#full
    this.#full = []
    for (const batch of full) {
      this.#rowCount += batch.rows.length
      this.#rejectedCount += batch.rejected.length
      yield batch
    }
  }

  /** How much was passed on. */
  progress(): CsvProgress {
    return Object.freeze({
      rows: this.#rowCount,
      rejected: this.#rejectedCount,
      characters: this.characters,
    })
  }
}

function checkOptions(options: CsvStreamOptions = {}): CsvStreamOptions {
  return atPath(['options'], () =>
    guardInput(() => {
      requireObject(options, 'The options')
      requireKnownFields(options, ['onProgress', 'signal'])
      const { onProgress, signal } = options
      if (onProgress !== undefined && typeof onProgress !== 'function')
        throw invalidInput('invalid_type', 'onProgress must be a function', ['onProgress'])
      if (signal !== undefined && typeof (signal as AbortSignalLike | null)?.aborted !== 'boolean')
        throw invalidInput('invalid_type', 'The signal must be an AbortSignal', ['signal'], {
          expected: 'AbortSignal',
        })
      return { onProgress, signal }
    }),
  )
}
