import type { Mutant } from '../mutant.js'

/** Mistakes that somebody could make in the memory adapter, and in the kit that it uses. */
export const memoryMutants: readonly Mutant[] = [
  {
    fault: 'all books are one',
    file: 'src/adapters/memory/memory-adapter.ts',
    find: 'books.get(bookId)',
    replace: `books.get('book')`,
  },
  {
    fault: 'a deleted book stays',
    file: 'src/adapters/memory/memory-adapter.ts',
    find: 'void books.delete(bookId)',
    replace: 'undefined',
  },
  {
    fault: 'an operation is not recorded',
    file: 'src/storage/kit/state/book-state.ts',
    find: `    this.#commit(frozen)
    this.#operations.add(operation, kept)`,
    replace: '    this.#commit(frozen)',
  },
  {
    fault: 'a replace is not recorded as an operation',
    file: 'src/storage/kit/state/book-state.ts',
    find: `    if (contents) this.#load(contents)
    this.#operations.add(operation, kept)`,
    replace: '    if (contents) this.#load(contents)',
  },
  {
    fault: 'an operation is recorded before its commit can fail',
    file: 'src/storage/kit/state/book-state.ts',
    find: `    const applied = applyChanges(view, changes)
    this.#refuseTakenIds(applied)`,
    replace: `    this.#operations.add(operation, receipt)
    const applied = applyChanges(view, changes)
    this.#refuseTakenIds(applied)`,
  },
  {
    fault: 'the fingerprint of an operation is not compared',
    file: 'src/storage/kit/state/operation-log.ts',
    find: 'record.fingerprint === operation.fingerprint',
    replace: 'true',
  },
  {
    fault: 'only the last 100 operations are kept',
    file: 'src/storage/kit/state/book-state.ts',
    find: 'const operationsKept = 1_000',
    replace: 'const operationsKept = 100',
  },
  {
    fault: 'a receipt is kept without a copy',
    file: 'src/storage/kit/state/operation-log.ts',
    find: 'return receipt && copyJsonObject(receipt)',
    replace: 'return receipt',
  },
  {
    fault: 'taken budget ids are not refused',
    file: 'src/storage/kit/state/book-state.ts',
    find: `if (this.#monthOfBudget.has(id)) throw idTaken('budget', id)`,
    replace: 'void id',
  },
  {
    fault: 'taken expense ids are not refused',
    file: 'src/storage/kit/state/book-state.ts',
    find: `if (this.#expenses.get(id)) throw idTaken('expense', id)`,
    replace: 'void id',
  },
  {
    fault: 'an abort during the decision is not noticed, and half is written',
    file: 'src/storage/kit/state/book-state.ts',
    find: `    throwIfAborted(signal)
    this.#commit(frozen)`,
    replace: `    this.#commit(frozen)
    throwIfAborted(signal)`,
  },
  {
    fault: 'a removed expense stays in the pages',
    file: 'src/storage/kit/state/expense-index.ts',
    find: `    this.#all.remove(expense)
`,
    replace: '',
  },
  {
    fault: 'a removed expense stays in the pages of its category',
    file: 'src/storage/kit/state/expense-index.ts',
    find: `    this.#byCategory.get(expense.categoryId)?.remove(expense)
`,
    replace: '',
  },
  {
    fault: 'the last day of a page is left out',
    file: 'src/storage/kit/state/expense-index.ts',
    find: `createdAt: '\\uffff'`,
    replace: `createdAt: ''`,
  },
  {
    fault: 'a page begins with the expense that it comes after',
    file: 'src/storage/kit/state/expense-index.ts',
    find: 'if (expense.id !== after?.id || compareExpenses(expense, after) !== 0) page.push(expense)',
    replace: 'page.push(expense)',
  },
  {
    fault: 'a total forgets the refund: only additions count',
    file: 'src/storage/kit/state/month-draft.ts',
    find: 'BigInt(times)',
    replace: '1n',
  },
  {
    fault: 'the count of a total does not go down',
    file: 'src/storage/kit/state/month-draft.ts',
    find: 'total.count += times',
    replace: 'total.count++',
  },
  {
    fault: 'a category without expenses stays in the totals',
    file: 'src/storage/kit/state/month-draft.ts',
    find: 'count > 0 ?',
    replace: 'count >= 0 ?',
  },
  {
    fault: 'a closed month without entries is forgotten',
    file: 'src/storage/kit/state/month-draft.ts',
    find: 'return !closed && budgets.length === 0',
    replace: 'return budgets.length === 0',
  },
  {
    fault: 'totals are written at the scale of the old currency',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: 'scaleOf(settingsAfter(view, changes).currency)',
    replace: 'scaleOf(view.settings.currency)',
  },
  {
    fault: 'a budget that moves stays in its old month',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: `if (change.op === 'remove' || change.value.month !== before.month)`,
    replace: `if (change.op === 'remove')`,
  },
  {
    fault: 'the months of named expenses do not come along',
    file: 'src/storage/kit/state/load-view.ts',
    find: 'for (const expense of expenses.values()) if (expense) addMonth(expense.month)',
    replace: '',
  },
  {
    fault: 'an expense that is put keeps its old total',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: 'this.#draft(before.month).addSpending(before, -1)',
    replace: 'void before',
  },
  {
    fault: 'subscribers of one book hear of all books',
    file: 'src/storage/kit/commit-listeners.ts',
    find: '[this.#byBook.get(bookId) ?? []]',
    replace: '[...this.#byBook.values()]',
  },
  {
    fault: 'a repeated operation is told of again',
    file: 'src/storage/kit/define-adapter.ts',
    find: 'replayed ? null : decided()',
    replace: 'decided() ?? unknownNotice',
  },
  {
    fault: 'a closed adapter takes calls',
    file: 'src/storage/kit/define-adapter.ts',
    find: '(this.#closing ??= this.#end())',
    replace: 'this.#end()',
  },
  {
    fault: 'a call with an aborted signal is made',
    file: 'src/storage/kit/define-adapter.ts',
    find: `    requireBookId(bookId)
    throwIfAborted(signal)`,
    replace: '    requireBookId(bookId)',
  },
  {
    fault: 'what is aborted in the queue is done all the same',
    file: 'src/storage/kit/book-queues.ts',
    find: `      throwIfAborted(signal)
      return await write()`,
    replace: '      return await write()',
  },
  {
    fault: 'a reader can change the map of totals',
    file: 'src/lib/frozen-map.ts',
    find: `  override set(): never {
    throw refusal()
  }
`,
    replace: '',
  },
  {
    fault: 'a reader gets objects that are not frozen',
    file: 'src/storage/kit/state/book-state.ts',
    find: 'added: [...updatedExpenses, ...insertedExpenses].map(frozenEntity)',
    replace: 'added: [...updatedExpenses, ...insertedExpenses]',
  },
]
