import type { Mutant } from '../mutant.js'

/** Mistakes that somebody could make in the IndexedDB adapter. */
export const indexedDbMutants: readonly Mutant[] = [
  {
    fault: 'an operation is not looked up in transact',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `  const first = await book.findReceipt(operation)
  if (first) return { replayed: true, receipt: first }
  const view`,
    replace: '  const view',
  },
  {
    fault: 'an operation is not looked up in replace',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `  const first = await book.findReceipt(operation)
  if (first) return { replayed: true, receipt: first }
  const current`,
    replace: '  const current',
  },
  {
    fault: 'an operation is not recorded',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `    writeOperation(book, operation, receipt),
  ])
  return { replayed: false, receipt }
}

/**
 * Rewrites`,
    replace: `  ])
  return { replayed: false, receipt }
}

/**
 * Rewrites`,
  },
  {
    fault: 'only the last 100 operations are kept',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'const operationsKept = 1_000',
    replace: 'const operationsKept = 100',
  },
  {
    fault: 'a removed expense stays',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `    ...gone.map(async ({ id }) => expenses.delete([bookId, id])),
`,
    replace: '',
  },
  {
    fault: 'an expense that is put is not written',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `    ...applied.updatedExpenses.map(async (expense) => expenses.put(encodeExpense(bookId, expense))),
`,
    replace: '',
  },
  {
    fault: 'an insert overwrites what has the id',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `asInsert('expense', expense.id, expenses.add(encodeExpense(bookId, expense)))`,
    replace: 'expenses.put(encodeExpense(bookId, expense))',
  },
  {
    fault: 'an insert overwrites the place of a budget',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `await asInsert('budget', id, places.add({ bookId, id, month }))`,
    replace: 'await putPlace(book, id, month)',
  },
  {
    fault: 'the place of a removed budget stays',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `  const removals = [...then.keys()]
    .filter((id) => !now.has(id))`,
    replace: `  const removals = [...then.keys()]
    .filter((id) => now.has(id) && id === '')`,
  },
  {
    fault: 'a budget that moves keeps its old place',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: '    else if (then.get(id) !== month) await putPlace(book, id, month)',
    replace: '',
  },
  {
    fault: 'settings are not written where only they change',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'if (same && holds === head.holds && !changesHead(applied)) return []',
    replace: 'if (same && holds === head.holds && !applied.categories && !applied.groups) return []',
  },
  {
    fault: 'categories are not written where only they change',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'if (same && holds === head.holds && !changesHead(applied)) return []',
    replace: 'if (same && holds === head.holds && !applied.settings && !applied.groups) return []',
  },
  {
    fault: 'a month that becomes empty stays in the head',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `    if (isBareMonth(state)) months.delete(month)
    else months.add(month)`,
    replace: '    months.add(month)',
  },
  {
    fault: 'a new month does not come into the head',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `    if (isBareMonth(state)) months.delete(month)
    else months.add(month)`,
    replace: '    if (isBareMonth(state)) months.delete(month)',
  },
  {
    fault: 'a replace leaves the old expenses',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `['months', 'budgets', 'expenses']`,
    replace: `['months', 'budgets']`,
  },
  {
    fault: 'a replace leaves the places of old budgets',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `['months', 'budgets', 'expenses']`,
    replace: `['months', 'expenses']`,
  },
  {
    fault: 'deleting a book leaves its operations',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'await removeAll(transaction, bookId, storeNames)',
    replace: `await removeAll(transaction, bookId, ['heads', 'months', 'budgets', 'expenses'])`,
  },
  {
    fault: 'deleting a book empties the stores of all books',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: `store === 'heads' ? bookId : allOf(bookId)`,
    replace: `store === 'heads' ? bookId : IDBKeyRange.lowerBound([''])`,
  },
  {
    fault: 'the decider gets the head itself',
    file: 'src/adapters/indexeddb/book-reader.ts',
    find: 'return { settings: { ...settings }, categories: categories.map(copyEntity), groups: groups.map(copyEntity) }',
    replace: 'return { settings, categories, groups }',
  },
  {
    fault: 'the decider gets the groups of the head itself',
    file: 'src/adapters/indexeddb/book-reader.ts',
    find: 'groups: groups.map(copyEntity) }',
    replace: 'groups }',
  },
  {
    fault: 'all months are those of the scope only',
    file: 'src/adapters/indexeddb/book-reader.ts',
    find: `(months === 'all' ? this.allStates() : this.states(months))`,
    replace: `this.states(months === 'all' ? [] : months)`,
  },
  {
    fault: 'a page begins with the expense that it comes after',
    file: 'src/adapters/indexeddb/book-pages.ts',
    find: 'IDBKeyRange.bound(lower, upper, false, goesOn)',
    replace: 'IDBKeyRange.bound(lower, upper, false, false)',
  },
  {
    fault: 'a page is oldest first',
    file: 'src/adapters/indexeddb/book-pages.ts',
    find: `await index.openCursor(range, 'prev')`,
    replace: `await index.openCursor(range, 'next')`,
  },
  {
    fault: 'the month of an expense is that of the calendar',
    file: 'src/adapters/indexeddb/records.ts',
    find: 'month: monthOf(expense.date, monthStartDay)',
    replace: 'month: monthOf(expense.date)',
  },
  {
    fault: 'a page ends nowhere',
    file: 'src/adapters/indexeddb/book-pages.ts',
    find: '[...base, to ?? [], []]',
    replace: '[...base, [], []]',
  },
  {
    fault: 'a page begins nowhere',
    file: 'src/adapters/indexeddb/book-pages.ts',
    find: 'from === undefined ? base : [...base, from]',
    replace: 'base',
  },
  {
    fault: 'the operations of all books are one',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'await operations.add(encodeOperation(bookId, { ...operation, receipt }, position))',
    replace: `await operations.add(encodeOperation('book', { ...operation, receipt }, position))`,
  },
  {
    fault: 'the version of a newer head is written over',
    file: 'src/adapters/indexeddb/records.ts',
    find: 'return { bookId, text: seal(headToStore(head),',
    replace: `const { settings, categories, groups, months, version } = head
  return { bookId, text: seal({ ...headToStore({ settings, categories, groups }), months, version },`,
  },
  {
    fault: 'groups are not written where only they change',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'if (same && holds === head.holds && !changesHead(applied)) return []',
    replace: 'if (same && holds === head.holds && !applied.settings && !applied.categories) return []',
  },
  {
    fault: 'groups are not written with the head',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'groups: groups ?? head.groups,',
    replace: 'groups: groups && head.groups,',
  },
  {
    fault: 'a replace keeps the old groups',
    file: 'src/adapters/indexeddb/book-writer.ts',
    find: 'settings, categories, groups, holds, months }',
    replace: 'settings, categories, holds, months }',
  },
  {
    fault: 'an expense is stored without its original amount',
    file: 'src/adapters/indexeddb/records.ts',
    find: 'seal(entityToStore(expense),',
    replace: 'seal(entityToStore({ ...expense, original: null }),',
  },
  {
    fault: 'a single group is not stored',
    file: 'src/storage/kit/records/stored-records.ts',
    find: 'groups.length > 0 ? {',
    replace: 'groups.length > 1 ? {',
  },
  {
    fault: 'groups, rules and original amounts are not stored',
    file: 'src/storage/later-fields.ts',
    find: 'if (stored[field] === null) delete stored[field]',
    replace: 'delete stored[field]',
  },
  {
    fault: 'fields of a newer version are dropped from a group',
    file: 'src/storage/kit/records/stored-records.ts',
    find: 'z.array(loose(storedGroupSchema))',
    replace: 'z.array(storedGroupSchema)',
  },
  {
    fault: 'fields of a newer version are dropped from a rule',
    file: 'src/model/rollover-rule.ts',
    find: 'z.looseObject(',
    replace: 'z.object(',
  },
  {
    fault: 'fields of a newer version are dropped from an original amount',
    file: 'src/model/original-amount.ts',
    find: 'z.looseObject(',
    replace: 'z.object(',
  },
]
