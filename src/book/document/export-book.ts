import * as z from 'zod/mini'
import { flagSchema } from '../../model/fields.js'
import type { HistoryEntry } from '../../storage/history.js'
import type { BookContents } from '../../storage/view.js'
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
  const readContents = async (options: CallOptions) =>
    context.ask(options, (call) => storage.readAll(bookId, call), isContents)
  return async (options) => {
    context.requireOpen()
    const { onProgress, history: withHistory, ...checked } = parseOptions(exportOptionsSchema, options)
    const { contents, history } = withHistory
      ? await readWithHistory(context, readContents, checked)
      : { contents: await readContents(checked), history: undefined }
    return inTurns(writeDocument(contents, bookId, history), { ...checked, onProgress })
  }
}

const entriesOfPage = 100

// Somebody may commit between the reads. Then the history would tell of what the contents do not have, or the other
// way round.
async function readWithHistory(
  context: BookContext,
  readContents: (options: CallOptions) => Promise<BookContents>,
  options: CallOptions,
): Promise<{ readonly contents: BookContents; readonly history: readonly HistoryEntry[] }> {
  const newest = async () => (await readHistory(context, { limit: 1 }, options))[0]?.position
  for (;;) {
    const before = await newest()
    const contents = await readContents(options)
    const history: HistoryEntry[] = []
    let position: number | undefined
    for (;;) {
      const page = await readHistory(context, { limit: entriesOfPage, before: position }, options)
      for (const { entry } of page) history.push(copyEntry(entry))
      position = page.at(-1)?.position
      if (page.length < entriesOfPage) break
    }
    if ((await newest()) === before) return { contents, history: history.toReversed() }
  }
}
