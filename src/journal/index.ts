// budgetbook/journal: books as journals of plain-text accounting. docs/import-export.md shows both formats.

export { writeJournal } from './write-journal.js'
export { writeJournalStream } from './write-journal-stream.js'
export type {
  JournalExpenseFields,
  JournalFormatName,
  JournalGroupFields,
  JournalInput,
  JournalOptions,
  JournalOriginalFields,
  JournalPlanInput,
  JournalStreamInput,
} from './input.js'
