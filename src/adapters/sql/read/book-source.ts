import type { Month } from '../../../calendar/month.js'
import type { Head, PageQuery, Scope, View } from '../../../storage/view.js'
import type { StoredExpense } from '../../../model/expense.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { askBook } from './book-query.js'
import { BookReader, retriesExhausted } from './book-reader.js'
import { HeadGuesses } from './head-guesses.js'
import { isKnown, viewOfKnown, type KnownBook } from './known-book.js'
import type { Question } from './question.js'
import { RememberedBooks } from './remembered-books.js'

type AskedOf = Pick<Question, 'scope' | 'page'>

/** A part of a book at one instant. */
export interface Sight<Asked> {
  readonly asked: Asked
  readonly known: KnownBook
  readonly view: View
}

/** A sight that was read from the database now. */
export interface FreshSight<Asked> extends Sight<Asked> {
  readonly book: BookReader
  readonly expenses: readonly StoredExpense[]
}

// After a wrong guess, it asks again only if somebody changed the book in between.
const mostQuestions = 10

/** Called with the revision of each book that is read, `null` for a book without a row. */
export type OnSeen = (bookId: string, revision: string | null) => void

/** Reads books, each in one statement, so that the result is of one instant. */
export class BookSource {
  readonly #database: Database
  readonly #guesses: HeadGuesses = new HeadGuesses()
  readonly #remembered: RememberedBooks
  readonly #onSeen: OnSeen

  constructor(database: Database, onSeen: OnSeen = () => undefined) {
    this.#database = database
    this.#onSeen = onSeen
    this.#remembered = new RememberedBooks(database.memory)
  }

  /**
   * Reads what `questionOf` asks for. The question depends on the head, so it first guesses the head. If the head in
   * the answer asks for more, it reads again. What is remembered of the book's revision is not read again.
   */
  async ask<Asked extends AskedOf>(
    db: Queryable,
    bookId: string,
    questionOf: (head: Head) => Asked,
    operationId?: string,
  ): Promise<FreshSight<Asked>> {
    let remembered = this.#remembered.get(bookId)
    let guess = guessed(() => questionOf(remembered?.head ?? this.#guesses.of(bookId)))
    for (let times = 0; times < mostQuestions; times++) {
      const held = remembered && isKnown(remembered, guess.scope ?? {}) ? remembered : null
      const known = held?.revision ?? undefined
      const rows = await askBook(this.#database, db, bookId, { operationId, known, ...guess })
      this.#onSeen(bookId, rows.books[0]?.revision ?? null)
      const isSame = held !== null && known !== undefined && rows.books[0]?.revision === known
      const book = new BookReader(bookId, rows, isSame ? held.head : null)
      const seen = isSame ? held : this.#learn(bookId, book, guess.scope ?? {})
      const asked = questionOf(seen.head)
      const expenses = book.expenses()
      // If nothing is new, the months of the expenses were not read.
      const isWhole = !isSame || isKnown(seen, { months: monthsOf(asked.scope, expenses) })
      if (isAnswered(asked, guess) && isWhole) {
        return { asked, known: seen, book, expenses, view: viewOfKnown(seen, asked.scope ?? {}, expenses) }
      }
      guess = asked
      remembered = null
    }
    throw retriesExhausted()
  }

  /**
   * What is remembered, if it is all that `questionOf` asks for. The book may have changed since: the caller must find
   * out.
   */
  recall<Asked extends AskedOf>(bookId: string, questionOf: (head: Head) => Asked): Sight<Asked> | null {
    const known = this.#remembered.get(bookId)
    if (!known) return null
    const asked = guessed(() => questionOf(known.head)) as Asked
    const { scope } = asked
    if (!scope || (scope.expenses?.length ?? 0) > 0 || !isKnown(known, scope)) return null
    return { asked, known, view: viewOfKnown(known, scope, []) }
  }

  /** Remembers what a commit made of a book. */
  remember(bookId: string, known: KnownBook): void {
    this.#remembered.set(bookId, known)
  }

  /** Forgets a book that was rewritten or removed. */
  forget(bookId: string): void {
    this.#remembered.forget(bookId)
  }

  #learn(bookId: string, book: BookReader, scope: Scope): KnownBook {
    this.#guesses.learn(bookId, book.settings)
    const read = book.known(scope)
    const before = this.#remembered.get(bookId)
    const isOfBefore = before !== null && before.revision === read.revision
    const known = isOfBefore
      ? {
          ...read,
          months: new Map([...before.months, ...read.months]),
          hasAllMonths: before.hasAllMonths || read.hasAllMonths,
        }
      : read
    if (known.revision !== null) this.#remembered.set(bookId, known)
    return known
  }
}

// The guess was not real, so what the function throws for it does not count.
function guessed(question: () => AskedOf): AskedOf {
  try {
    return question()
  } catch {
    return {}
  }
}

// A page does not need the months.
function monthsOf(scope: Scope | undefined, expenses: readonly StoredExpense[]): readonly Month[] {
  return scope?.expenses?.length ? expenses.map(({ month }) => month) : []
}

function isAnswered({ scope, page }: AskedOf, asked: AskedOf): boolean {
  return isWithin(scope ?? {}, asked.scope ?? {}) && (page === undefined || isSamePage(page, asked.page))
}

function isWithin(wanted: Scope, asked: Scope): boolean {
  const has = (names: readonly string[] = [], of: readonly string[] = []) => {
    const known = new Set(of)
    return names.every((name) => known.has(name))
  }
  const months =
    asked.months === 'all' || (wanted.months !== 'all' && has(wanted.months ?? [], asked.months ?? []))
  const isNamed = (['budgets', 'expenses', 'holds'] as const).every((list) => has(wanted[list], asked[list]))
  return months && isNamed
}

function isSamePage(wanted: PageQuery, asked: PageQuery | undefined): boolean {
  return asked !== undefined && JSON.stringify(wanted) === JSON.stringify(asked)
}
