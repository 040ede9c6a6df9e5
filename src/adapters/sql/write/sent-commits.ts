import { BudgetBookError } from '../../../errors/error.js'
import type { Committed, Operation } from '../../../storage/adapter.js'
import type { Receipt } from '../../../storage/change.js'
import { OperationLog } from '../../../storage/kit/state/operation-log.js'
import type { BookReader } from '../read/book-reader.js'

interface SentCommit {
  /** The revision that it was to follow. */
  readonly base: string | null
  readonly receipt: Receipt
}

/**
 * The commits of one call that were sent, and not answered: each makes a revision that nobody else makes, so that a look
 * at the book tells whether it was stored.
 */
export class SentCommits {
  readonly #operation: Operation | null
  readonly #byRevision = new Map<string, SentCommit>()

  constructor(operation: Operation | null) {
    this.#operation = operation
  }

  /** Whether the outcome of any is unknown. */
  get isAnyOpen(): boolean {
    return this.#byRevision.size > 0
  }

  add(revision: string, commit: SentCommit): void {
    this.#byRevision.set(revision, commit)
  }

  /** One was answered. */
  forget(revision: string): void {
    this.#byRevision.delete(revision)
  }

  /**
   * What the book says of them, and of the operation: what was committed, or `null` where nothing was, and it is to be
   * tried. Throws `operation_mismatch`; `outcome_unknown` where others wrote since, and the call has no name to look for.
   */
  settle(book: BookReader): Committed | null {
    const sent = book.revision === null ? undefined : this.#byRevision.get(book.revision)
    if (sent) return { replayed: false, receipt: sent.receipt }
    const record = book.operation()
    const receipt = record ? new OperationLog(1, [record]).find(this.#operation) : null
    if (receipt) return { replayed: !this.#isOwn(receipt), receipt }
    for (const [revision, { base }] of this.#byRevision) {
      if (base === book.revision) continue
      // It can follow no more. With a name it would have been found; without one, it may be below what others wrote.
      if (this.#operation === null) throw this.unknown()
      this.#byRevision.delete(revision)
    }
    return null
  }

  /** The error for a commit of which nobody knows whether it was stored. */
  unknown(cause?: unknown): BudgetBookError<'outcome_unknown'> {
    return new BudgetBookError(
      'outcome_unknown',
      'The connection was lost, and it is unknown whether the change was stored. Repeat the call with the same operationId, or read the book first',
      { operationId: this.#operation?.id ?? null },
      { cause },
    )
  }

  #isOwn(receipt: Receipt): boolean {
    const text = JSON.stringify(receipt)
    return [...this.#byRevision.values()].some((sent) => JSON.stringify(sent.receipt) === text)
  }
}
