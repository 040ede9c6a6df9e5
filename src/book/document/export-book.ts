import * as z from 'zod/mini'
import { flagSchema } from '../../model/fields.js'
import type { HistoryEntry } from '../../storage/history.js'
import type { BookContext } from '../book-context.js'
import type { BudgetBook } from '../budget-book.js'
import { isContents } from '../call-adapter.js'
import { longCallOptionsSchema, parseOptions, type CallOptions } from '../call-options.js'
import { copyEntry, readHistory } from '../history/read.js'
import { inTurns } from '../long-work.js'
import { writeDocument } from './write-document.js'

const exportOptionsSchema = z.extend(longCallOptionsSchema, { history: z.optional(flagSchema) })

/** Makes {@link BudgetBook.exportBook}. */
export function bookExporter(context: BookContext): BudgetBook['exportBook'] {
  const { storage, bookId } = context.parts
  return async (options) => {
    context.requireOpen()
    const { onProgress, history: withHistory, ...checked } = parseOptions(exportOptionsSchema, options)
    const contents = await context.ask(checked, (call) => storage.readAll(bookId, call), isContents)
    // After the contents, so that it has every change that they have.
    const history = withHistory ? await readAllHistory(context, checked) : undefined
    return inTurns(writeDocument(contents, bookId, history), { ...checked, onProgress })
  }
}

const entriesOfPage = 100

async function readAllHistory(context: BookContext, options: CallOptions): Promise<readonly HistoryEntry[]> {
  const history: HistoryEntry[] = []
  let before: number | undefined
  for (;;) {
    const page = await readHistory(context, { limit: entriesOfPage, before }, options)
    for (const { entry } of page) history.push(copyEntry(entry))
    before = page.at(-1)?.position
    // Nothing is older than position 1.
    if (before === undefined || before === 1) return history.reverse()
  }
}
