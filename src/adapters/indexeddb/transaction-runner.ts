import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { onAbort, unlessAborted } from '../../lib/abort.js'
import { BudgetBookError } from '../../errors/error.js'
import type { Connection } from './connection.js'
import type { Call, CommitCall } from '../../storage/kit/engine.js'
import { nameOf, typedFailure, unavailable } from './failures.js'
import type { Stores, Transaction } from './schema.js'
import { within } from './waiting.js'

// Far longer than the commits of other tabs take together. A tab that holds the database for longer is stuck.
const patienceToBegin = 30_000
// Far longer than it takes to read, write or commit a whole book.
const patience = 120_000

/** What runs in a transaction after the head was read. It may await only requests. */
export type Work<Result> = (
  transaction: Transaction,
  head: Stores['heads']['value'] | undefined,
) => Promise<Result>

type AnyCall = Call & Partial<CommitCall>

/** Runs each call in its own transaction, which stores all writes or none. */
export class TransactionRunner {
  readonly #connection: Connection
  readonly #durability: IDBTransactionDurability

  constructor(connection: Connection, durability: IDBTransactionDurability) {
    this.#connection = connection
    this.#durability = durability
  }

  /** Runs a read, which sees one instant. */
  async read<Result>(call: AnyCall, work: Work<Result>): Promise<Result> {
    return (await this.#work('readonly', call, work)).result
  }

  /** Runs a write. Resolves once it is stored. */
  async write<Result>(call: AnyCall, work: Work<Result>): Promise<Result> {
    const { transaction, result } = await this.#work('readwrite', call, async (begun, head) => {
      const outcome = await work(begun, head)
      throwIfAborted(call.signal)
      // From here on, the commit cannot be taken back.
      begun.commit()
      return outcome
    })
    try {
      await within(patience, transaction.done)
    } catch (error) {
      throw commitFailure(error, call)
    }
    return result
  }

  async #work<Result>(
    mode: 'readonly' | 'readwrite',
    { bookId, signal, caller }: AnyCall,
    work: Work<Result>,
  ): Promise<{ readonly transaction: Transaction; readonly result: Result }> {
    let transaction: Transaction | null = null
    const end = (): void => abort(transaction)
    const stopListening = onAbort(signal, end)
    let isLate = false
    const giveUp = (): void => {
      isLate = true
      end()
    }
    let timer = setTimeout(giveUp, patienceToBegin)
    try {
      transaction = await unlessAborted(signal, this.#connection.begin(mode, this.#durability), abort)
      throwIfAborted(signal)
      // The answer comes when the transactions before it have ended.
      const head = await transaction.objectStore('heads').get(bookId)
      clearTimeout(timer)
      timer = setTimeout(giveUp, patience)
      return { transaction, result: await work(transaction, head) }
    } catch (error) {
      end()
      if (caller.threw(error)) throw error
      throwIfAborted(signal)
      if (isLate)
        throw unavailable(
          'no_answer',
          'The database did not answer in time; another tab may hold it. Nothing was changed; try again',
          error,
        )
      throw typedFailure(error, bookId)
    } finally {
      clearTimeout(timer)
      stopListening()
    }
  }
}

function abort(transaction: Transaction | null): void {
  try {
    transaction?.abort()
  } catch {
    // It had already ended.
  }
}

// Every request had succeeded. A full disk may show only now, and undoes everything. Any other failure may come after
// the database committed and before it said so.
function commitFailure(error: unknown, { bookId, operation }: AnyCall): BudgetBookError {
  if (nameOf(error) === 'QuotaExceededError') return typedFailure(error, bookId)
  return new BudgetBookError(
    'outcome_unknown',
    'The database failed, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
    { operationId: operation?.id ?? null },
    { cause: error },
  )
}
