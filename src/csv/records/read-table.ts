import { atPath, requireText } from '../../errors/invalid-input.js'
import type { CsvRejection } from '../csv-import.js'
import { RecordReader } from './record-reader.js'
import { TableSink, type Table, type TableOutput } from './table.js'

/** Reads a file that comes in pieces. */
export interface TableReading {
  /** Adds a piece of the text. */
  readonly add: (piece: string) => void
  /** Reads on for a while; `false` if it needs another piece, or the end. */
  readonly step: () => boolean
  /** Says that there are no more pieces. Then `step` reads the rest. */
  readonly end: () => void
  /** Refuses a file without a header, when everything is read. */
  readonly finish: () => void
}

/** Begins to read a file. */
export function openTable<Row extends object>(table: Table<Row>, output: TableOutput<Row>): TableReading {
  const { delimiter, skipLines } = table.layout
  const sink = new TableSink(table, output)
  const reader = new RecordReader(delimiter, skipLines, sink)
  return {
    add: (piece) =>
      atPath(['text'], () => {
        requireText(piece, 'A file')
        reader.add(piece)
      }),
    step: () => reader.step(),
    end: () => reader.end(),
    finish: () => sink.end(),
  }
}

/** Reads a whole file. */
export function readTable<Row extends object>(
  text: string,
  table: Table<Row>,
): { readonly rows: readonly Row[]; readonly rejected: readonly CsvRejection[] } {
  const rows: Row[] = []
  const rejected: CsvRejection[] = []
  const reading = openTable(table, {
    addRow: (row) => void rows.push(row),
    addRejection: (rejection) => void rejected.push(rejection),
  })
  reading.add(text)
  reading.end()
  while (reading.step());
  reading.finish()
  return { rows, rejected }
}
