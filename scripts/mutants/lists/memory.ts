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
    this.#history.add(appended)
    this.#operations.add(operation, kept)`,
    replace: `    this.#commit(frozen)
    this.#history.add(appended)`,
  },
  {
    fault: 'a replace is not recorded as an operation',
    file: 'src/storage/kit/state/book-state.ts',
    find: `    if (contents) this.#load(contents)
    this.#history.add(appended)
    this.#operations.add(operation, kept)`,
    replace: `    if (contents) this.#load(contents)
    this.#history.add(appended)`,
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
  {
    fault: 'a move is taken, and not made',
    file: 'src/storage/kit/state/ordered-list.ts',
    find: 'return [...others.slice(0, place), ...moved, ...others.slice(place)]',
    replace: 'return list',
  },
  {
    fault: 'what moves comes after the other one',
    file: 'src/storage/kit/state/ordered-list.ts',
    find: 'return [...others.slice(0, place), ...moved, ...others.slice(place)]',
    replace: 'return [...others.slice(0, place + 1), ...moved, ...others.slice(place + 1)]',
  },
  {
    fault: 'a move to the end goes to the front',
    file: 'src/storage/kit/state/ordered-list.ts',
    find: 'before === null ? others.length :',
    replace: 'before === null ? 0 :',
  },
  {
    fault: 'the place of a move is counted with what moves',
    file: 'src/storage/kit/state/ordered-list.ts',
    find: 'placeOf(others, before)',
    replace: 'placeOf(list, before)',
  },
  {
    fault: 'a move in front of itself goes elsewhere',
    file: 'src/storage/kit/state/ordered-list.ts',
    find: `  if (before === id) return list
`,
    replace: '',
  },
  {
    fault: 'a place is taken from another list',
    file: 'src/storage/kit/state/ordered-list.ts',
    find: 'return list[place]?.id === id ? place : list.findIndex((entity) => entity.id === id)',
    replace: 'return place',
  },
  {
    fault: 'a taken id of a group is not refused',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: `if (op === 'insert' && has(id)) throw`,
    replace: `if (op === 'insert' && type === 'category' && has(id)) throw`,
  },
  {
    fault: 'an unknown category or group is put, removed and moved',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: `  if (op !== 'insert' && !has(id)) throw outOfView(type, id)
`,
    replace: '',
  },
  {
    fault: 'a move in front of what is not there is made',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: `  if (change.before !== null && !has(change.before)) throw outOfView(type, change.before)
`,
    replace: '',
  },
  {
    fault: 'of two changes of groups in one commit only the last is made',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: 'changedList(this.#groups ?? this.#view.groups, change)',
    replace: 'changedList(this.#view.groups, change)',
  },
  {
    fault: 'groups that a commit changes are not kept',
    file: 'src/storage/kit/state/book-state.ts',
    find: 'groups: groups ? Object.freeze(groups) : head.groups,',
    replace: 'groups: head.groups,',
  },
  {
    fault: 'full-book work loses the groups',
    file: 'src/storage/kit/state/book-state.ts',
    find: 'groups: Object.freeze(groups.map(frozenEntity)),',
    replace: 'groups: Object.freeze([]),',
  },
  {
    fault: 'full-book work keeps the groups that the caller holds',
    file: 'src/storage/kit/state/book-state.ts',
    find: 'groups: Object.freeze(groups.map(frozenEntity)),',
    replace: 'groups,',
  },
  {
    fault: 'readAll leaves the groups out',
    file: 'src/storage/kit/state/contents.ts',
    find: 'groups: groups.map(copyEntity),',
    replace: 'groups: [],',
  },
  {
    fault: 'a move is told of as of something new',
    file: 'src/storage/kit/describe-changes.ts',
    find: `move: 'updated'`,
    replace: `move: 'created'`,
  },
  {
    fault: 'a move of a category is told of in no month',
    file: 'src/storage/kit/describe-changes.ts',
    find: `change.op === 'put' || change.op === 'move'`,
    replace: `change.op === 'put'`,
  },
  {
    fault: 'only metadata is copied: rules and original amounts are shared',
    file: 'src/model/entity-copies.ts',
    find: `typeof field === 'object' ? copy`,
    replace: `key === 'metadata' ? copy`,
  },
]
