import { throwIfAborted } from '../../errors/throw-if-aborted.js'
import { onAbort, unlessAborted } from '../../lib/abort.js'
import { BudgetBookError } from '../../errors/error.js'
import type { Connection } from './connection.js'
import type { Call, CommitCall } from '../../storage/kit/engine.js'
import { nameOf, typedFailure, unavailable } from './failures.js'
import type { Stores, Transaction } from './schema.js'
import { within } from './waiting.js'

// Far above what the commits of other tabs take together: one that holds the database for longer is stuck.
const patienceToBegin = 30_000
// Far above what it takes to read or write a whole book, or to commit it.
const patience = 120_000

/** What runs in a transaction, once the head was read: it may await nothing but requests. */
export type Work<Result> = (
  transaction: Transaction,
  head: Stores['heads']['value'] | undefined,
) => Promise<Result>

type AnyCall = Call & Partial<CommitCall>

/** Runs calls in transactions of their own: all of what one writes is stored, or none. */
export class TransactionRunner {
  readonly #connection: Connection
  readonly #durability: IDBTransactionDurability

  constructor(connection: Connection, durability: IDBTransactionDurability) {
    this.#connection = connection
    this.#durability = durability
  }

  /** Reads: one instant. */
  async read<Result>(call: AnyCall, work: Work<Result>): Promise<Result> {
    return (await this.#work('readonly', call, work)).result
  }

  /** Writes: resolves once it is stored. */
  async write<Result>(call: AnyCall, work: Work<Result>): Promise<Result> {
    const { transaction, result } = await this.#work('readwrite', call, async (begun, head) => {
      const outcome = await work(begun, head)
      throwIfAborted(call.signal)
      // From here on nothing can take it back.
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
      // It is answered when the transactions before have ended.
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
    // It ended by itself.
  }
}

// Every request had succeeded. A full disk shows now, and undoes everything; what else goes wrong may do so after the
// database had committed, before it could say so.
function commitFailure(error: unknown, { bookId, operation }: AnyCall): BudgetBookError {
  if (nameOf(error) === 'QuotaExceededError') return typedFailure(error, bookId)
  return new BudgetBookError(
    'outcome_unknown',
    'The database failed, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
    { operationId: operation?.id ?? null },
    { cause: error },
  )
}
