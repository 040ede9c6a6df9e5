import type { Head, PageQuery, Scope } from '../../../storage/view.js'
import { askBook, type Question } from './book-query.js'
import { BookReader, retriesExhausted } from './book-reader.js'
import type { Database } from '../database.js'
import type { Queryable } from '../queryable.js'
import { HeadGuesses } from './head-guesses.js'

type AskedOf = Pick<Question, 'scope' | 'page'>

// After a wrong guess, it asks again only if somebody changed the settings in between.
const mostQuestions = 10

/** Reads books, each in one statement, so that the result is of one instant. */
export class BookSource {
  readonly #database: Database
  readonly #guesses: HeadGuesses = new HeadGuesses()

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Reads what `questionOf` asks for. The question depends on the head, so it first guesses the head. If the head in
   * the answer asks for more, it reads again.
   */
  async ask<Asked extends AskedOf>(
    db: Queryable,
    bookId: string,
    questionOf: (head: Head) => Asked,
    operationId?: string,
  ): Promise<{ readonly book: BookReader; readonly asked: Asked }> {
    let guess = guessed(() => questionOf(this.#guesses.of(bookId)))
    for (let times = 0; times < mostQuestions; times++) {
      const rows = await askBook(this.#database, db, bookId, { ...guess, operationId })
      const book = new BookReader(bookId, rows)
      this.#guesses.learn(bookId, book.settings)
      const asked = questionOf(book.head())
      if (isAnswered(asked, guess)) return { book, asked }
      guess = asked
    }
    throw retriesExhausted()
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
  return months && has(wanted.budgets, asked.budgets) && has(wanted.expenses, asked.expenses)
}

function isSamePage(wanted: PageQuery, asked: PageQuery | undefined): boolean {
  return asked !== undefined && JSON.stringify(wanted) === JSON.stringify(asked)
}
