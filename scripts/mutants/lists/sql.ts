import type { Mutant } from '../mutant.js'

/** Mistakes that somebody could make in the SQL adapter. */
export const sqlMutants: readonly Mutant[] = [
  {
    fault: 'deleting a book leaves its operations',
    file: 'src/adapters/sql/write/book-writer.ts',
    find: `for (const table of tableNames) {
    await sql\`delete`,
    replace: `for (const table of tableNames.filter((name) => name !== 'operations')) {
    await sql\`delete`,
  },
  {
    fault: 'deleting a book leaves its kept totals',
    file: 'src/adapters/sql/write/book-writer.ts',
    find: `for (const table of tableNames) {
    await sql\`delete`,
    replace: `for (const table of tableNames.filter((name) => name !== 'totals')) {
    await sql\`delete`,
  },
  {
    fault: 'a removal reaches the rows of other books',
    file: 'src/adapters/sql/write/book-writer.ts',
    find: `      where book_id = \${place('book')}
        and (`,
    replace: '      where (',
  },
  {
    fault: 'settings are not written',
    file: 'src/adapters/sql/write/book-writer.ts',
    find: `(this.#commit.hasNewSettings && name !== 'version')`,
    replace: 'false',
  },
  {
    fault: 'an operation is not recorded',
    file: 'src/adapters/sql/write/pending-commit.ts',
    find: 'const kept: readonly TableWrite[] = operation ?',
    replace: 'const kept: readonly TableWrite[] = operation && receipt === null ?',
  },
  {
    fault: 'an operation is not asked for in transact',
    file: 'src/adapters/sql/write/book-committer.ts',
    find: 'this.#source.ask(db, bookId, question, operation?.id)',
    replace: 'this.#source.ask(db, bookId, question)',
  },
  {
    fault: 'an operation is not asked for in replace',
    file: 'src/adapters/sql/write/book-committer.ts',
    find: 'await askBook(this.#database, db, bookId, { operationId: operation?.id })',
    replace: 'await askBook(this.#database, db, bookId, {})',
  },
  {
    fault: 'an operation without changes is not recorded',
    file: 'src/adapters/sql/write/book-committer.ts',
    find: 'if (changes.length === 0 && !operation) return',
    replace: 'if (changes.length === 0) return',
  },
  {
    fault: 'a taken id is not looked up, and the call is tried again',
    file: 'src/adapters/sql/write/pending-commit.ts',
    find: `for (const { id } of book.expenses()) throw idTaken('expense', id)`,
    replace: 'void book.expenses()',
  },
  {
    fault: 'an insert of a budget overwrites what has the id',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: `{ table: 'budgets', kind: 'insert', rows:`,
    replace: `{ table: 'budgets', kind: 'put', rows:`,
  },
  {
    fault: 'an insert of an expense overwrites what has the id',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: `{ table: 'expenses', kind: 'insert', rows:`,
    replace: `{ table: 'expenses', kind: 'put', rows:`,
  },
  {
    fault: 'a removed expense stays',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: `      { table: 'expenses', kind: 'remove', rows: gone.map(({ id }) => ({ id: writeOrderedId(id) })) },
`,
    replace: '',
  },
  {
    fault: 'the id of a removed expense is not written in order',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: 'gone.map(({ id }) => ({ id: writeOrderedId(id) }))',
    replace: 'gone.map(({ id }) => ({ id }))',
  },
  {
    fault: 'an expense that is put is not written',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: `      { table: 'expenses', kind: 'put', rows: applied.updatedExpenses.map(encodeExpense) },
`,
    replace: '',
  },
  {
    fault: 'rows that are gone stay',
    file: 'src/adapters/sql/write/book-changes.ts',
    find: `    { table, kind: 'remove', rows: gone },
`,
    replace: '',
  },
  {
    fault: 'rows that changed are not written',
    file: 'src/adapters/sql/write/book-changes.ts',
    find: `    { table, kind: 'put', rows: changed },
`,
    replace: '',
  },
  {
    fault: 'kept totals are not written',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: `      { table: 'totals', kind: 'put', rows: touched.flatMap(changedTotals) },
`,
    replace: '',
  },
  {
    fault: 'a new entity is put before the others',
    file: 'src/adapters/sql/write/commit-changes.ts',
    find: 'last = Math.max(positions.get(entity.id) ?? 0, last + 1)',
    replace: 'last = positions.get(entity.id) ?? 0',
  },
  {
    fault: 'a flag that changes is not written',
    file: 'src/adapters/sql/write/book-changes.ts',
    find: `return (one === 'true' || one === '1') === (other === 'true' || other === '1')`,
    replace: 'return true',
  },
  {
    fault: 'a month of a named expense that is not remembered counts as empty',
    file: 'src/adapters/sql/read/book-source.ts',
    find: 'const isWhole = !isSame || isKnown(seen, { months: monthsOf(asked.scope, expenses) })',
    replace: 'const isWhole = true',
  },
  {
    fault: 'the months of named budgets do not come along',
    file: 'src/adapters/sql/read/book-query.ts',
    find: `...(isNone(budgets) ? [] : [this.#monthsOf('budgets', budgets)]),`,
    replace: '',
  },
  {
    fault: 'rows of other books are read',
    file: 'src/adapters/sql/read/book-query.ts',
    find: 'return sql`book_id = ${this.#book} and ${condition}`',
    replace: 'return sql`${condition}`',
  },
  {
    fault: 'the last day of a page is left out',
    file: 'src/adapters/sql/read/book-query.ts',
    find: 'sql`date <= ${to}`',
    replace: 'sql`date < ${to}`',
  },
  {
    fault: 'a page begins with the expense that it comes after',
    file: 'src/adapters/sql/read/book-query.ts',
    find: '(date, created_at, id) < (',
    replace: '(date, created_at, id) <= (',
  },
  {
    fault: 'ids are stored as they are',
    file: 'src/adapters/sql/schema/id-order.ts',
    find: `return id.replace(outOfOrder, (character) => (character === last ? \`\${last}\\u0001\` : last + character))`,
    replace: 'return id',
  },
  {
    fault: 'a guess of the settings is not checked',
    file: 'src/adapters/sql/read/book-source.ts',
    find: 'if (isAnswered(asked, guess) && isWhole) {',
    replace: 'if (isWhole) {',
  },
  {
    fault: 'the limit of a closed month is not kept',
    file: 'src/adapters/sql/schema/rows.ts',
    find: `    limit_at_close: limitAtClose,
    total_budget`,
    replace: `    limit_at_close: null,
    total_budget`,
  },
  {
    fault: 'fields of a newer version are dropped',
    file: 'src/adapters/sql/schema/rows.ts',
    find: 'return Object.keys(rest).length > 0 ? JSON.stringify(rest) : null',
    replace: 'return rest ? null : null',
  },
  {
    fault: 'what is remembered is used whatever the revision',
    file: 'src/adapters/sql/read/book-source.ts',
    find: 'rows.books[0]?.revision === known',
    replace: 'rows.books.length > 0',
  },
  {
    fault: 'a commit is decided on what is remembered, though the book has changed',
    file: 'src/adapters/sql/write/book-committer.ts',
    find: 'if (recalled && recalled.known.revision === lock?.revision)',
    replace: 'if (recalled && lock)',
  },
]
