import { BudgetBookError } from '../../../errors/error.js'
import type { Committed, Operation } from '../../../storage/adapter.js'
import type { Receipt } from '../../../storage/change.js'
import { OperationLog } from '../../../storage/kit/state/operation-log.js'
import type { BookReader } from '../read/book-reader.js'

interface SentCommit {
  /** The revision that it should follow. */
  readonly base: string | null
  readonly receipt: Receipt
}

/**
 * The commits of one call that were sent but not answered. Each makes a unique revision, so reading the book shows
 * whether it was stored.
 */
export class SentCommits {
  readonly #operation: Operation | null
  readonly #byRevision = new Map<string, SentCommit>()

  constructor(operation: Operation | null) {
    this.#operation = operation
  }

  /** Whether any commit has an unknown outcome. */
  get isAnyOpen(): boolean {
    return this.#byRevision.size > 0
  }

  add(revision: string, commit: SentCommit): void {
    this.#byRevision.set(revision, commit)
  }

  /** Forgets a commit that was answered. */
  forget(revision: string): void {
    this.#byRevision.delete(revision)
  }

  /**
   * Looks for the commits and the operation in the book. Returns what was committed, or `null` if nothing was and the
   * call should try again. Throws `operation_mismatch`, and `outcome_unknown` if others have written since and the
   * call has no operation id to look for.
   */
  settle(book: Pick<BookReader, 'revision' | 'operation'>): Committed | null {
    const sent = book.revision === null ? undefined : this.#byRevision.get(book.revision)
    if (sent) return { replayed: false, receipt: sent.receipt }
    const record = book.operation()
    const receipt = record ? new OperationLog(1, [record]).find(this.#operation) : null
    if (receipt) return { replayed: !this.#isOwn(receipt), receipt }
    for (const [revision, { base }] of this.#byRevision) {
      if (base === book.revision) continue
      // The commit can no longer be written. If it was written before, its operation id would have been found above.
      // Without an operation id, it may be among the commits before the present revision.
      if (this.#operation === null) throw this.unknown()
      this.#byRevision.delete(revision)
    }
    return null
  }

  /** The error for a commit that may or may not have been stored. */
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
