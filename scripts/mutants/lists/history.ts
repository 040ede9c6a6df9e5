import type { AdapterName } from '../harnesses.js'
import type { Mutant } from '../mutant.js'

/** Mistakes that somebody could make about the history, in each adapter that keeps one. */
export const historyMutants: Readonly<Partial<Record<AdapterName, readonly Mutant[]>>> = {
  memory: [
    {
      fault: 'the history keeps the caller’s entry',
      file: 'src/storage/kit/state/history-log.ts',
      find: 'placed: frozenCopy({ position, entry: append.entry })',
      replace: 'placed: { position, entry: append.entry }',
    },
    {
      fault: 'a position is the place in the list',
      file: 'src/storage/kit/state/history-log.ts',
      find: 'const position = (this.#entries.at(-1)?.position ?? 0) + 1',
      replace: 'const position = this.#entries.length + 1',
    },
    {
      fault: 'one entry goes where more have to',
      file: 'src/storage/kit/state/history-log.ts',
      find: 'this.#entries.splice(0, this.#entries.length - keep)',
      replace: 'this.#entries.splice(0, 1)',
    },
    {
      fault: 'the newest entries go instead of the oldest',
      file: 'src/storage/kit/state/history-log.ts',
      find: 'this.#entries.splice(0, this.#entries.length - keep)',
      replace: 'this.#entries.splice(keep)',
    },
    {
      fault: 'one entry too few is kept',
      file: 'src/storage/kit/state/history-log.ts',
      find: 'this.#entries.length - keep)',
      replace: 'this.#entries.length - keep + 1)',
    },
    {
      fault: 'nothing is pruned',
      file: 'src/storage/kit/state/history-log.ts',
      find: `if (keep !== 'all' && this`,
      replace: `if (keep === 'all' && this`,
    },
    {
      fault: 'a page holds the entry that it goes on from',
      file: 'src/storage/kit/state/history-log.ts',
      find: 'position < before &&',
      replace: 'position <= before &&',
    },
    {
      fault: 'a page holds the oldest entries',
      file: 'src/storage/kit/state/history-log.ts',
      find: '.toReversed()\n      .slice(0, limit)',
      replace: '.slice(0, limit)\n      .toReversed()',
    },
    {
      fault: 'the id of an entry is not looked at',
      file: 'src/storage/kit/state/history-log.ts',
      find: '(id === undefined || entry.id === id)',
      replace: '(id === undefined || entry !== null)',
    },
    {
      fault: 'entries come oldest first',
      file: 'src/storage/kit/state/history-log.ts',
      find: `      .toReversed()
`,
      replace: '',
    },
    {
      fault: 'an entry is appended before its commit can fail',
      file: 'src/storage/kit/state/book-state.ts',
      find: `    throwIfAborted(signal)
    this.#commit(frozen)
    this.#history.add(appended)`,
      replace: `    this.#history.add(appended)
    throwIfAborted(signal)
    this.#commit(frozen)`,
    },
    {
      fault: 'the entry of a commit is left out',
      file: 'src/storage/kit/state/book-state.ts',
      find: `    this.#commit(frozen)
    this.#history.add(appended)`,
      replace: '    this.#commit(frozen)',
    },
    {
      fault: 'the entry of full-book work is left out',
      file: 'src/storage/kit/state/book-state.ts',
      find: `    if (contents) this.#load(contents)
    this.#history.add(appended)`,
      replace: '    if (contents) this.#load(contents)',
    },
  ],
  indexeddb: [
    {
      fault: 'the entry of a commit is left out',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: `    ...writeExpenses(book, applied),
    writeHistory(book, history),`,
      replace: '    ...writeExpenses(book, applied),',
    },
    {
      fault: 'the entry of full-book work is left out',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: `[putHead(book, head)] : []),
    writeHistory(book, history),`,
      replace: '[putHead(book, head)] : []),',
    },
    {
      fault: 'the head does not say that the entries are its own',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: '...writeHead(book, headWith(history, book.head), view, applied)',
      replace: '...writeHead(book, book.head, view, applied)',
    },
    {
      fault: 'the head of full-book work does not say that the entries are its own',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: 'const head = headWith(history, book.head)',
      replace: 'const head = { ...book.head }',
    },
    {
      fault: 'a head that changes forgets that the entries are its own',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: `      ...head,
      settings: settings`,
      replace: `      ...head,
      hasHistory: undefined,
      settings: settings`,
    },
    {
      fault: 'full-book work drops the history',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: 'putHead(book, { ...head, settings, categories, groups, holds, months }),',
      replace: `putHead(book, { ...head, settings, categories, groups, holds, months }),
    removeEntries(book),`,
    },
    {
      fault: 'every entry has the first position',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: 'const position = newest ?',
      replace: 'const position = newest === undefined ?',
    },
    {
      fault: 'entries go on from the oldest position',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: `openKeyCursor(entriesOf(bookId), 'prev')`,
      replace: `openKeyCursor(entriesOf(bookId), 'next')`,
    },
    {
      fault: 'the range of entries begins in other books',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: 'IDBKeyRange.bound([bookId, []], [bookId, [before]], true, true)',
      replace: `IDBKeyRange.bound(['', []], [bookId, [before]], true, true)`,
    },
    {
      fault: 'a page holds the entry that it goes on from',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: '[bookId, [before]], true, true)',
      replace: '[bookId, [before]], true, false)',
    },
    {
      fault: 'entries come oldest first',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: `openCursor(entriesOf(bookId, before), 'prev')`,
      replace: `openCursor(entriesOf(bookId, before), 'next')`,
    },
    {
      fault: 'the id of an entry is looked for on the newest page only',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: 'cursor = page.length < wanted ?',
      replace: 'cursor = id === undefined && page.length < wanted ?',
    },
    {
      fault: 'a page has one entry too many',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: `  const wanted = id === undefined ? limit : 1`,
      replace: `  const wanted = id === undefined ? limit + 1 : 1`,
    },
    {
      fault: 'one entry too few is kept',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: 'entriesOf(bookId, position - keep + 1)',
      replace: 'entriesOf(bookId, position - keep + 2)',
    },
    {
      fault: 'nothing is pruned',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: `keep !== 'all' && position > keep`,
      replace: `keep === 'all'`,
    },
    {
      fault: 'operations are pruned with entries',
      file: 'src/adapters/indexeddb/history-records.ts',
      find: 'await operations.delete(entriesOf(bookId, position - keep + 1))',
      replace: 'await operations.delete(IDBKeyRange.bound([bookId], [bookId, [position - keep]]))',
    },
    {
      fault: 'the range of operations holds entries too',
      file: 'src/adapters/indexeddb/book-reader.ts',
      find: 'return IDBKeyRange.bound([bookId], [bookId, []])',
      replace: 'return IDBKeyRange.bound([bookId], [bookId, [[]]])',
    },
  ],
  sql: [
    {
      fault: 'the position does not grow',
      file: 'src/adapters/sql/write/history-write.ts',
      find: ', 0) + 1`',
      replace: ', 1)`',
    },
    {
      fault: 'one entry too few is kept',
      file: 'src/adapters/sql/write/history-write.ts',
      find: 'position <= ${newest} - ${keep}`',
      replace: 'position <= ${newest} - ${keep} + 1`',
    },
    {
      fault: 'nothing is pruned',
      file: 'src/adapters/sql/write/history-write.ts',
      find: `this.#isPruning = keep !== 'all'`,
      replace: `this.#isPruning = keep === 'all'`,
    },
    {
      fault: 'a page holds the oldest entries',
      file: 'src/adapters/sql/read/history.ts',
      find: `order: 'newestFirst'`,
      replace: `order: 'oldestFirst'`,
    },
    {
      fault: 'a page holds the entry that it goes on from',
      file: 'src/adapters/sql/read/history.ts',
      find: `position < \${place('before')}`,
      replace: `position <= \${place('before')}`,
    },
    {
      fault: 'the id of an entry is not looked at',
      file: 'src/adapters/sql/read/history.ts',
      find: `sql\`id = \${place('id')}\``,
      replace: `sql\`\${place('id')} = \${place('id')}\``,
    },
    {
      fault: 'the entry of an import is lost',
      file: 'src/adapters/sql/write/book-committer.ts',
      find: `applied: null,
        history,`,
      replace: `applied: null,
        history: undefined,`,
    },
    {
      fault: 'the entry of a commit is lost',
      file: 'src/adapters/sql/write/book-writer.ts',
      find: 'await this.#history?.run(db)',
      replace: '',
    },
  ],
}
