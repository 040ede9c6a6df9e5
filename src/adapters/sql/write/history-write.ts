import { sql, type RawBuilder } from 'kysely'
import type { HistoryAppend } from '../../../storage/history.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { encodeHistoryEntry } from '../schema/history-rows.js'
import type { PlaceOfValue, StatementValues } from '../statements.js'

/**
 * Appends the entry of a commit to the history, and removes the entries that the book does not keep. The statement
 * finds the position: behind the gate, nobody else appends to the book.
 */
export class HistoryWrite {
  /** They distinguish the text of these statements from other statements. */
  readonly shapes: readonly string[]
  readonly values: StatementValues
  readonly #database: Database
  readonly #isPruning: boolean

  constructor(database: Database, bookId: string, { entry, keep }: HistoryAppend) {
    const { id, entry: json } = encodeHistoryEntry(entry)
    this.#database = database
    this.#isPruning = keep !== 'all'
    this.shapes = this.#isPruning ? ['append', 'keep'] : ['append']
    this.values = {
      book: bookId,
      'entry id': id,
      entry: json,
      ...(keep !== 'all' && { keep: String(keep) }),
    }
  }

  /** The parts of the one statement of a commit, after its gate. */
  parts(place: PlaceOfValue): RawBuilder<unknown>[] {
    const append = sql`, appended as (${this.#append(place, sql` from gate`)} returning position)`
    // Parts do not see what the others wrote. If the gate is shut, there is no position, and nothing is removed.
    const newest = sql`(select position from appended)`
    return this.#isPruning ? [append, sql`, pruned as (${this.#prune(place, newest)})`] : [append]
  }

  /** Runs as statements of their own, in a transaction that has passed the gate. */
  async run(db: Queryable): Promise<void> {
    const { statements } = this.#database
    await statements.run(db, 'append', this.values, (place) => this.#append(place, sql``))
    if (!this.#isPruning) return
    await statements.run(db, 'keep', this.values, (place) => this.#prune(place, this.#last(place)))
  }

  #append(place: PlaceOfValue, gate: RawBuilder<unknown>): RawBuilder<unknown> {
    const { dialect } = this.#database
    const position = sql`coalesce(${this.#last(place)}, 0) + 1`
    const json = dialect.value({ name: 'entry', kind: 'json' }, place('entry'))
    const cells = [dialect.text(place('book')), position, dialect.text(place('entry id')), json]
    return sql`
      insert into ${this.#database.table('history')} (book_id, position, id, entry)
      select ${sql.join(cells)}${gate}`
  }

  #prune(place: PlaceOfValue, newest: RawBuilder<unknown>): RawBuilder<unknown> {
    const keep = this.#database.dialect.value({ name: 'keep', kind: 'number' }, place('keep'))
    return sql`
      delete from ${this.#database.table('history')}
      where book_id = ${place('book')} and position <= ${newest} - ${keep}`
  }

  #last(place: PlaceOfValue): RawBuilder<unknown> {
    return sql`(select max(position) from ${this.#database.table('history')} where book_id = ${place('book')})`
  }
}
