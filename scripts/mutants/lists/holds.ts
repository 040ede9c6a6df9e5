import type { AdapterName } from '../harnesses.js'
import type { Mutant } from '../mutant.js'

/** Mistakes that somebody could make about holds, in each adapter. */
export const holdMutants: Readonly<Record<AdapterName, readonly Mutant[]>> = {
  memory: [
    {
      fault: 'a hold that moves stays in its old month too',
      file: 'src/storage/kit/state/apply-changes.ts',
      find: `if (change.op === 'remove' || change.value.month !== before.month)`,
      replace: `if (change.op === 'remove')`,
    },
    {
      fault: 'a hold whose clock was set back comes last',
      file: 'src/storage/kit/state/month-draft.ts',
      find: 'return isInOrder ? holds : holds.toSorted(compareHolds)',
      replace: 'return holds',
    },
    {
      fault: 'holds are ordered by their ids',
      file: 'src/model/hold.ts',
      find: 'if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1',
      replace: '//',
    },
    {
      fault: 'the id of a hold may be taken again in another month',
      file: 'src/storage/kit/state/book-state.ts',
      find: `for (const { id } of insertedHolds) if (this.#monthOfHold.has(id)) throw idTaken('hold', id)`,
      replace: 'insertedHolds.at(0)',
    },
    {
      fault: 'the month of a hold is not noted',
      file: 'src/storage/kit/state/book-state.ts',
      find: 'replace(this.#monthOfHold, this.#months, months, ({ holds }) => holds)',
      replace: '',
    },
    {
      fault: 'full-book work forgets the ids of holds',
      file: 'src/storage/kit/state/book-state.ts',
      find: 'this.#monthOfHold = monthOfHold',
      replace: 'monthOfHold.clear()',
    },
    {
      fault: 'a month that has only holds goes',
      file: 'src/storage/kit/state/month-draft.ts',
      find: 'return isBareMonth(state) && state.holds.length === 0',
      replace: 'return isBareMonth(state)',
    },
    {
      fault: 'a hold in scope brings no month',
      file: 'src/storage/kit/state/load-view.ts',
      find: 'for (const hold of holds.values()) if (hold) addMonth(hold.month)',
      replace: '',
    },
    {
      fault: 'readAll leaves the holds out',
      file: 'src/storage/kit/state/contents.ts',
      find: 'holds: states.flatMap(({ holds }) => holds.map(copyEntity)),',
      replace: 'holds: [],',
    },
    {
      fault: 'the month of a hold is not told of',
      file: 'src/storage/kit/describe-changes.ts',
      find: `if (change.type !== 'budget' && change.type !== 'expense' && change.type !== 'hold') return`,
      replace: `if (change.type !== 'budget' && change.type !== 'expense') return`,
    },
  ],
  'local-storage': [
    {
      fault: 'a hold is not stored where its month is written in place',
      file: 'src/adapters/local-storage/book-writer.ts',
      find: 'const inPlace = holds === reader.head.holds ? monthInPlace(reader, applied, options.operation) : null',
      replace: 'const inPlace = monthInPlace(reader, applied, options.operation)',
    },
    {
      fault: 'a month that has only holds is not listed',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: 'return new Set([...stored, ...holds.map(({ month }) => month)])',
      replace: 'return new Set(stored)',
    },
    {
      fault: 'the month of a hold is the calendar month',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: 'month: monthOf(hold.date, monthStartDay) }',
      replace: 'month: monthOf(hold.date, 1) }',
    },
    {
      fault: 'the id of a hold may be taken again',
      file: 'src/adapters/local-storage/ids/taken-ids.ts',
      find: `if (holds.has(id)) throw idTaken('hold', id)`,
      replace: 'holds.has(id)',
    },
    {
      fault: 'a hold in scope is the one that is kept',
      file: 'src/adapters/local-storage/book-reader.ts',
      find: 'return hold ? copyEntity(hold) : null',
      replace: 'return hold ?? null',
    },
    {
      fault: 'the holds of a month are those that are kept',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: 'holds.filter((hold) => hold.month === month).map(copyEntity)',
      replace: 'holds.filter((hold) => hold.month === month)',
    },
    {
      fault: 'a replace keeps the old holds',
      file: 'src/adapters/local-storage/book-writer.ts',
      find: 'holds: holds.toSorted(compareHolds),',
      replace: 'holds: reader.head.holds,',
    },
    {
      fault: 'a budget that changes beside a hold is not stored',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: `    before.budgets === after.budgets &&
`,
      replace: '',
    },
    {
      fault: 'a month that closes beside a hold is not stored',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: `    before.closed === after.closed &&
    before.limitAtClose === after.limitAtClose &&
`,
      replace: '',
    },
    {
      fault: 'the record of a month that has only holds is kept',
      file: 'src/adapters/local-storage/book-writer.ts',
      find: `    if (isBareMonth(state)) continue
`,
      replace: '',
    },
  ],
  indexeddb: [
    {
      fault: 'holds are not written where only they change',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: 'if (same && holds === head.holds && !changesHead(applied)) return []',
      replace: 'if (same && !changesHead(applied)) return []',
    },
    {
      fault: 'holds are not written with the head',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: `      holds,
      months: [...months],`,
      replace: '      months: [...months],',
    },
    {
      fault: 'the id of a hold may be taken again',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: `  refuseTakenHoldIds(book, applied)
`,
      replace: '',
    },
    {
      fault: 'a replace keeps the old holds',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: 'const holds = contents.holds.toSorted(compareHolds)',
      replace: 'const { holds } = book.head',
    },
    {
      fault: 'all months are those of records',
      file: 'src/adapters/indexeddb/book-reader.ts',
      find: 'return this.states([...monthsWith(this.head.months, this.head.holds)])',
      replace: 'return this.states(this.head.months)',
    },
    {
      fault: 'a hold in scope brings no month',
      file: 'src/storage/kit/state/batched-view.ts',
      find: '[...budgets, ...expenses, ...holds].map(',
      replace: '[...budgets, ...expenses].map(',
    },
    {
      fault: 'a month that has only holds is listed as stored',
      file: 'src/adapters/indexeddb/book-writer.ts',
      find: '    if (isBareMonth(state)) months.delete(month)',
      replace: '    if (isBareMonth(state) && state.holds.length === 0) months.delete(month)',
    },
    {
      fault: 'fields of a newer version are dropped from a hold',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: 'z.array(loose(holdSchema))',
      replace: 'z.array(holdSchema)',
    },
    {
      fault: 'an update of a hold is not noticed',
      file: 'src/storage/kit/records/stored-holds.ts',
      find: 'holds !== view.months.get(month)?.holds',
      replace: 'holds.length !== view.months.get(month)?.holds.length',
    },
    {
      fault: 'a single hold is not stored',
      file: 'src/storage/kit/records/stored-records.ts',
      find: 'holds.length > 0 ? {',
      replace: 'holds.length > 1 ? {',
    },
  ],
  sql: [
    {
      fault: 'an update of a hold is not written',
      file: 'src/adapters/sql/write/commit-changes.ts',
      find: `kind: 'put', rows: put.map(encodeHold)`,
      replace: `kind: 'put', rows: []`,
    },
    {
      fault: 'the month of a hold without a row is left out',
      file: 'src/adapters/sql/read/book-reader.ts',
      find: 'states.set(hold.month, {',
      replace: 'new Map().set(hold.month, {',
    },
    {
      fault: 'a hold of a month that was not read counts as none',
      file: 'src/adapters/sql/read/known-book.ts',
      find: 'holds.every((id) => holdOf(known, id) !== null)',
      replace: 'holds.length < 9',
    },
    {
      fault: 'a hold in scope brings no month',
      file: 'src/adapters/sql/read/book-query.ts',
      find: `      ...(isNone(holds) ? [] : [this.#monthsOf('holds', holds)]),
`,
      replace: '',
    },
    {
      fault: 'the taken id of a hold counts as a lost race',
      file: 'src/adapters/sql/write/pending-commit.ts',
      find: `for (const { id } of holds) if (isIn('holds', id)) throw idTaken('hold', id)`,
      replace: '',
    },
    {
      fault: 'a hold overwrites another with its id',
      file: 'src/adapters/sql/write/commit-changes.ts',
      find: `      table: 'holds',
      kind: 'insert',`,
      replace: `      table: 'holds',
      kind: 'put',`,
    },
    {
      fault: 'the holds that are remembered are the caller’s',
      file: 'src/adapters/sql/write/commit-changes.ts',
      find: 'const holds = frozenLike(before.holds, after.holds)',
      replace: 'const { holds } = after',
    },
    {
      fault: 'a replace leaves the old holds',
      file: 'src/adapters/sql/write/book-changes.ts',
      find: 'holds: rows.holds,',
      replace: 'holds: [],',
    },
    {
      fault: 'holds come in the order of the rows',
      file: 'src/adapters/sql/read/book-reader.ts',
      find: '.sort(compareHolds)',
      replace: '',
    },
    {
      fault: 'the expiry of a hold is not read',
      file: 'src/adapters/sql/schema/rows.ts',
      find: 'expiresAt: row.expires_at',
      replace: 'expiresAt: null',
    },
    {
      fault: 'the row of a month with holds is not written again',
      file: 'src/adapters/sql/write/commit-changes.ts',
      find: `    !isBareMonth(before)
`,
      replace: `    !(isBareMonth(before) && before.holds.length === 0)
`,
    },
    {
      fault: 'the month of a hold is the calendar month',
      file: 'src/adapters/sql/read/book-query.ts',
      find: '>= ${startDay} or',
      replace: '>= 1 or',
    },
  ],
}
