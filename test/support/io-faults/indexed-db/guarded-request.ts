import type { IoOperation } from '../io-operation.js'
import type { IoVerdict } from '../io-faults.js'
import { abortError, crashError, databaseError } from './guarded-process.js'
import { HeardTarget } from './heard-target.js'
import { put, type RequestLike } from './platform.js'

/** The transaction that a request belongs to. */
export interface RequestOwner {
  /** Whether the process has crashed. */
  readonly isDown: boolean
  /** Resolves when it has started; `null` where it is not kept from it. */
  readonly starting: Promise<void> | null
  /** Itself and its database: who is told of a request's error after the request. */
  readonly bubblesTo: readonly HeardTarget[]
  decide(operation: IoOperation): IoVerdict
  /** Runs something as soon as requests can be made again. */
  whenActive(act: () => void): void
  /** What is done by a cursor are operations too; the value it stands at may be corrupted. */
  guardCursor(cursor: object, corrupt: IoVerdict['corrupt']): void
  abort(error: Error): void
}

/** A request whose answer may come late, be another, or be an error. */
export class GuardedRequest {
  readonly #raw: RequestLike
  readonly #transaction: RequestOwner
  readonly #operation: IoOperation
  readonly #heard: HeardTarget
  #verdict: IoVerdict | null
  #held: Promise<void> | null = null
  #answerHeld: () => void = () => undefined

  constructor(raw: RequestLike, transaction: RequestOwner, operation: IoOperation, verdict: IoVerdict) {
    this.#raw = raw
    this.#transaction = transaction
    this.#operation = operation
    this.#verdict = verdict
    this.#heard = new HeardTarget(raw)
    this.#heard.intercept('success', () => this.#keepsAnswer())
  }

  /** Whether its answer is still to come. */
  get isOpen(): boolean {
    return this.#held !== null || this.#raw.readyState === 'pending'
  }

  /** Resolves when its answer is held back no longer; `null` where it is not. */
  get held(): Promise<void> | null {
    return this.#held
  }

  /** Fails it where its answer is held back: the transaction was aborted. */
  abort(): void {
    if (this.#held) this.#fail(abortError())
  }

  #keepsAnswer(): boolean {
    // The first answer, or one more step of a cursor.
    const verdict =
      this.#verdict ?? this.#transaction.decide({ ...this.#operation, name: 'continue', access: 'read' })
    this.#verdict = null
    const waits = [verdict.wait, this.#transaction.starting].filter((wait) => wait !== null)
    if (waits.length === 0) return this.#answers(verdict)
    this.#held = new Promise((resolve) => {
      this.#answerHeld = resolve
    })
    Promise.all(waits).then(
      () => this.#whenActive(() => this.#answers(verdict) || this.#heard.tell('success')),
      (error: unknown) => this.#whenActive(() => this.#fail(error as Error)),
    )
    return true
  }

  #whenActive(act: () => void): void {
    this.#transaction.whenActive(() => {
      if (!this.#held) return
      this.#letGo()
      act()
    })
  }

  #letGo(): void {
    this.#held = null
    this.#answerHeld()
  }

  /** Answers otherwise than the database did, and says so; gives `false` where its answer may come. */
  #answers({ refusal, failure, corrupt }: IoVerdict): boolean {
    const error = refusal ?? failure ?? (this.#transaction.isDown ? crashError() : null)
    if (error) {
      this.#fail(error)
      return true
    }
    const { result } = this.#raw
    if (isCursor(result)) this.#transaction.guardCursor(result, corrupt)
    else if (corrupt && this.#operation.access === 'read') put(this.#raw, 'result', corrupt(result))
    return false
  }

  #fail(error: Error): void {
    const told = databaseError(error)
    put(this.#raw, 'error', told)
    put(this.#raw, 'result', undefined)
    this.#letGo()
    const isPrevented = this.#heard.tell('error', this.#transaction.bubblesTo)
    if (!isPrevented || this.#transaction.isDown) this.#transaction.abort(error)
  }
}

function isCursor(result: unknown): result is object {
  return typeof result === 'object' && result !== null && 'continue' in result && 'primaryKey' in result
}
