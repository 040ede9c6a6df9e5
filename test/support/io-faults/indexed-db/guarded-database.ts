import type { GuardedProcess } from './guarded-process.js'
import { GuardedTransaction, type TransactionOwner } from './guarded-transaction.js'
import { HeardTarget } from './heard-target.js'
import { native, put, type DatabaseLike, type StoreLike, type TransactionLike } from './platform.js'

/** A connection whose transactions may go wrong. */
export class GuardedDatabase implements TransactionOwner {
  readonly process: GuardedProcess
  readonly heard: HeardTarget
  readonly #raw: DatabaseLike
  #upgrade: GuardedTransaction | null = null

  constructor(raw: DatabaseLike, process: GuardedProcess) {
    this.#raw = raw
    this.process = process
    this.heard = new HeardTarget(raw)
    put(raw, 'transaction', (...args: unknown[]) => this.#transaction(args))
    put(raw, 'createObjectStore', (...args: unknown[]) => {
      const store = native<StoreLike>(raw, 'createObjectStore', ...args)
      return this.#upgrade?.guardStore(store) ?? store
    })
    put(raw, 'close', () => {
      process.closed(this)
      native(raw, 'close')
    })
    process.opened(this)
  }

  /** Guards the transaction in which the stores are made; that it begins belongs to the opening. */
  guardUpgrade(raw: TransactionLike): GuardedTransaction {
    this.#upgrade = new GuardedTransaction(raw, this, null)
    return this.#upgrade
  }

  lose(): void {
    this.die()
    this.heard.tell('close')
  }

  die(): void {
    this.process.closed(this)
    native(this.#raw, 'close')
  }

  #transaction(args: readonly unknown[]): TransactionLike {
    const target = [args[0]].flat().join()
    // Of a process that has crashed this closes the connection, so that the database refuses by itself.
    const verdict = this.process.decide({ name: 'transaction', access: 'begin', target })
    const raw = native<TransactionLike>(this.#raw, 'transaction', ...args)
    // One that has begun without anybody knowing has done nothing.
    new GuardedTransaction(raw, this, { ...verdict, refusal: verdict.refusal ?? verdict.failure })
    return raw
  }
}
