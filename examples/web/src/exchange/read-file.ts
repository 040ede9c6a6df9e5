import type { CsvImport } from 'budgetbook/csv'
import type { CsvFile, KnownFormat } from './csv-file.js'
import { findFormat } from './find-format.js'

/** What is in a file, as far as it is known how to read it. */
export interface ReadFile {
  readonly known: KnownFormat
  /** `null` while the format is not known. */
  readonly content: CsvImport | null
}

/** A function that reads the file when it is called first: a plan that is made again need not read it again. */
export function fileReader(text: string, said: Pick<CsvFile, 'choice' | 'answers'>): () => Promise<ReadFile> {
  let reading: Promise<ReadFile> | null = null
  return async () => (reading ??= readFile(text, said))
}

async function readFile(text: string, said: Pick<CsvFile, 'choice' | 'answers'>): Promise<ReadFile> {
  // Loaded here, because only an import of a file needs it.
  const csv = await import('budgetbook/csv')
  const known = findFormat(csv, text, said)
  return { known, content: known.format === null ? null : csv.readCsv(text, known.format) }
}
