import type { Mutant } from '../mutant.js'

/** Mistakes that somebody could make in the localStorage adapter. */
export const localStorageMutants: readonly Mutant[] = [
  {
    fault: 'an operation is not looked up in transact',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `    const first = log.find(options.operation)
    if (first) return { replayed: true, receipt: first }
`,
    replace: '',
  },
  {
    fault: 'an operation is not looked up in replace',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `    const first = log.find(operation)
    if (first) return { replayed: true, receipt: first }
`,
    replace: '',
  },
  {
    fault: 'an operation is not recorded',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `      log.add(options.operation, receipt)
`,
    replace: '',
  },
  {
    fault: 'a replace is not recorded as an operation',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `    log.add(operation, receipt)
`,
    replace: '',
  },
  {
    fault: 'only the last 100 operations are kept',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'const operationsKept = 256',
    replace: 'const operationsKept = 100',
  },
  {
    fault: 'an operation within one month is forgotten: the month is written in place',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'others.length > 0 || operation || changesHead(applied)) return null',
    replace: 'others.length > 0 || changesHead(applied)) return null',
  },
  {
    fault: 'an operation without changes is not recorded',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'else if (changes.length > 0 || options.operation) {',
    replace: 'else if (changes.length > 0) {',
  },
  {
    fault: 'of two months only the first is written',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'if (!state || others.length > 0 ||',
    replace: 'if (!state ||',
  },
  {
    fault: 'settings are lost beside a month',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: 'return settings !== null || categories !== null || groups !== null',
    replace: 'void settings\n  return categories !== null || groups !== null',
  },
  {
    fault: 'categories are lost beside a month',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: 'return settings !== null || categories !== null || groups !== null',
    replace: 'void categories\n  return settings !== null || groups !== null',
  },
  {
    fault: 'groups are lost beside a month',
    file: 'src/storage/kit/state/apply-changes.ts',
    find: 'return settings !== null || categories !== null || groups !== null',
    replace: 'void groups\n  return settings !== null || categories !== null',
  },
  {
    fault: 'a month that becomes empty is written in place',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'return isBareMonth(state) ? null : (reader.month(state.month) ?? null)',
    replace: 'return reader.month(state.month) ?? null',
  },
  {
    fault: 'a month that becomes empty stays in the head',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `      if (!encoded) {
        months.delete(month)
        continue
      }
`,
    replace: `      if (!encoded) continue
`,
  },
  {
    fault: 'the head forgets the months that a commit leaves alone',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `  const months = new Map(reader.head.months)
  const head`,
    replace: `  const months = new Map<Month, number>()
  const head`,
  },
  {
    fault: 'a replace leaves the old months',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `  const months = new Map<Month, Encoded | null>(
    Array.from(reader.head.months.keys(), (month): [Month, null] => [month, null]),
  )
`,
    replace: '  const months = new Map<Month, Encoded | null>()\n',
  },
  {
    fault: 'settings are not written with the head',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: '        settings: applied.settings ?? reader.head.settings,',
    replace: '        settings: reader.head.settings,',
  },
  {
    fault: 'a removed expense keeps its line',
    file: 'src/adapters/local-storage/month-record.ts',
    find: 'edited = edited.slice(0, found[0]) + line + edited.slice(found[1])',
    replace: 'if (line) edited = edited.slice(0, found[0]) + line + edited.slice(found[1])',
  },
  {
    fault: 'an expense that moves to another month is not written there',
    file: 'src/adapters/local-storage/month-record.ts',
    find: '[...moved, ...inserted].map(encodeExpense)',
    replace: 'inserted.map(encodeExpense)',
  },
  {
    fault: 'an expense that is put stands twice: where it was, and at the end',
    file: 'src/adapters/local-storage/month-record.ts',
    find: `    if (line) updated.delete(id)
`,
    replace: '',
  },
  {
    fault: 'an expense is found inside of another’s metadata',
    file: 'src/adapters/local-storage/month-record.ts',
    find: `    if (lines[from] !== '\\n') continue // inside somebody's metadata
`,
    replace: '',
  },
  {
    fault: 'the totals that were read are written again',
    file: 'src/adapters/local-storage/month-record.ts',
    find: '    spending: spendingToStore(state.spending),',
    replace: '    spending: before?.header.spending ?? spendingToStore(state.spending),',
  },
  {
    fault: 'whether a month is closed is written once, and never again',
    file: 'src/adapters/local-storage/month-record.ts',
    find: '    closed: state.closed,',
    replace: '    closed: before?.header.closed ?? state.closed,',
  },
  {
    fault: 'fields of a newer version are dropped from an expense',
    file: 'src/adapters/local-storage/month-record.ts',
    find: '  return { ...parsed.data, month }',
    replace: `  const { id, categoryId, amount, date, description, metadata, createdAt, updatedAt } = parsed.data
  return { id, categoryId, amount, date, description, metadata, createdAt, updatedAt, month }`,
  },
  {
    fault: 'the cache hands out what it keeps',
    file: 'src/storage/kit/records/stored-holds.ts',
    find: 'return { ...copyMonth(stored ?? emptyMonth(month)), holds: own }',
    replace: 'return { ...(stored ?? emptyMonth(month)), holds: own }',
  },
  {
    fault: 'the decider gets the categories that are kept',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: 'categories: categories.map(copyEntity),',
    replace: 'categories: [...categories],',
  },
  {
    fault: 'the decider gets the groups that are kept',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: 'groups: groups.map(copyEntity),',
    replace: 'groups: [...groups],',
  },
  {
    fault: 'what is kept of a commit is the caller’s',
    file: 'src/adapters/local-storage/month-record.ts',
    find: 'const kept = copyMonth({ ...state, holds: [] })',
    replace: 'const kept = { ...state, holds: [] }',
  },
  {
    fault: 'the cache is stale: it does not look at the text',
    file: 'src/adapters/local-storage/decode-cache.ts',
    find: 'if (entry?.text === text) return',
    replace: 'if (entry) return',
  },
  {
    fault: 'a taken id of a budget is looked for in no other month',
    file: 'src/adapters/local-storage/ids/taken-ids.ts',
    find: `  for (const month of reader.head.months.keys()) {
    const text`,
    replace: `  for (const month of [...reader.head.months.keys()].slice(-1)) {
    const text`,
  },
  {
    fault: 'taken ids of expenses are not refused',
    file: 'src/adapters/local-storage/ids/taken-ids.ts',
    find: `  for (const id of expenses) if (expenseIds.has(id)) throw idTaken('expense', id)
`,
    replace: '',
  },
  {
    fault: 'the ids of a month are read only once',
    file: 'src/adapters/local-storage/ids/expense-ids.ts',
    find: 'if (known?.text !== text) this',
    replace: 'if (!known) this',
  },
  {
    fault: 'taken ids of budgets are not refused',
    file: 'src/adapters/local-storage/ids/taken-ids.ts',
    find: `  for (const id of budgets) if (hasBudget(reader, texts, id)) throw idTaken('budget', id)
`,
    replace: '',
  },
  {
    fault: 'a page takes the oldest month first',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: 'return [...this.head.months.keys()].sort().reverse()',
    replace: 'return [...this.head.months.keys()].sort()',
  },
  {
    fault: 'a page is not sorted within its month',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: 'found.push(...matching.sort(compareExpenses).slice(',
    replace: 'found.push(...matching.slice(',
  },
  {
    fault: 'a page begins with the expense that it comes after',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: 'compareExpenses(expense, after) > 0)',
    replace: 'compareExpenses(expense, after) >= 0)',
  },
  {
    fault: 'a page ends before its last day',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: '(to === undefined || expense.date <= to)',
    replace: '(to === undefined || expense.date < to)',
  },
  {
    fault: 'a page leaves out its first day',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: '(from === undefined || expense.date >= from)',
    replace: '(from === undefined || expense.date > from)',
  },
  {
    fault: 'a page takes months to be those of the calendar',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: 'monthOf(date, this.head.settings.monthStartDay)',
    replace: 'monthOf(date)',
  },
  {
    fault: 'every month of a page gives as many as the page may have',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: '.slice(0, query.limit - found.length))',
    replace: '.slice(0, query.limit))',
  },
  {
    fault: 'a page is of all categories',
    file: 'src/adapters/local-storage/book-reader.ts',
    find: '(categoryId === undefined || expense.categoryId === categoryId) &&',
    replace: 'true &&',
  },
  {
    fault: 'all books are one',
    file: 'src/adapters/local-storage/local-storage-adapter.ts',
    find: 'keys: new BookKeys(keyPrefix, bookId),',
    replace: `keys: new BookKeys(keyPrefix, 'book'),`,
  },
  {
    fault: 'a book whose id begins like another’s has that one’s months',
    file: 'src/adapters/local-storage/book-place.ts',
    find: 'keys.monthOf(key) !== null',
    replace: `key.startsWith(keys.base.slice(0, -1)) && key.includes('/month/')`,
  },
  {
    fault: 'deleting a book leaves its months',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'const months = new Map(Array.from(head.months.keys(), (month): [Month, null] => [month, null]))',
    replace: 'const months = new Map<Month, null>()',
  },
  {
    fault: 'deleting a book does nothing',
    file: 'src/adapters/local-storage/local-storage-adapter.ts',
    find: `        deleteBook(book)
`,
    replace: `        void book
`,
  },
  {
    fault: 'a commit within one month is told to be aborted after it was written',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: `    throwIfAborted(options.signal)
    const holds = holdsAfter(reader.head.holds, view, applied)
    const inPlace = holds === reader.head.holds ? monthInPlace(reader, applied, options.operation) : null
    if (inPlace) writeMonth(book, reader, inPlace, applied)`,
    replace: `    const holds = holdsAfter(reader.head.holds, view, applied)
    const inPlace = holds === reader.head.holds ? monthInPlace(reader, applied, options.operation) : null
    if (inPlace) writeMonth(book, reader, inPlace, applied)
    throwIfAborted(options.signal)
    if (inPlace) book.keys.monthOf('')`,
  },
  {
    fault: 'an adapter tells itself as it tells the others of the page',
    file: 'src/adapters/local-storage/tabs/page-mates.ts',
    find: 'other !== mate && other.prefix === mate.prefix',
    replace: 'other.prefix === mate.prefix',
  },
  {
    fault: 'another adapter’s deletion is taken for a cleared storage',
    file: 'src/adapters/local-storage/tabs/neighbours.ts',
    find: 'for (const mate of [this.#self, ...this.#mates()]) mate.forget(bookId)',
    replace: 'this.#self.forget(bookId)',
  },
  {
    fault: 'groups are not written with the head',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'groups: [...(applied.groups ?? reader.head.groups)],',
    replace: 'groups: [...reader.head.groups],',
  },
  {
    fault: 'a replace keeps the old groups',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'groups: [...groups],',
    replace: 'groups: [...reader.head.groups],',
  },
  {
    fault: 'a replace keeps the old order of categories',
    file: 'src/adapters/local-storage/book-writer.ts',
    find: 'categories: [...categories],',
    replace: 'categories: [...categories].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),',
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
