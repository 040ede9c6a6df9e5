// budgetbook/csv: files of banks and of other products, in and out. docs/import-export.md has the formats.
export type {
  AmountFormat,
  CellTest,
  Column,
  CsvColumns,
  CsvFormat,
  DateFormat,
  DirectionColumn,
  OptionalColumns,
  RejectRule,
} from './csv-format.js'
export { csvFormats, type CsvFormats } from './csv-formats.js'
export type { CsvImport, CsvRejection, CsvRejectionCode } from './csv-import.js'
export { decodeCsv, decodeCsvStream } from './decode-csv.js'
export type { MonthFormat, PlanCsvColumns, PlanCsvFormat } from './plan/plan-format.js'
export { readPlanCsv, type PlanCsvImport, type PlanRow } from './plan/read-plan-csv.js'
export { readCsv } from './read-csv.js'
export { readCsvStream, type CsvProgress, type CsvStreamOptions } from './read-csv-stream.js'
export type { ImportRow } from '../exchange/import-row.js'
export type { CsvWriteOptions } from '../exchange/csv/cells.js'
export {
  writeCsv,
  writeCsvStream,
  type CsvExpense,
  type ExpenseCsvOptions,
} from '../exchange/csv/write-csv.js'
export { writeUtilizationCsv } from '../exchange/csv/write-utilization-csv.js'
export { sniffCsv, type SniffedCsv } from './sniff/sniff-csv.js'
