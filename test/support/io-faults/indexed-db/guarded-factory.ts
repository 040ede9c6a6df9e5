import { IoFaultError } from '../io-fault-error.js'
import type { IoFaults } from '../io-faults.js'
import type { IoOperation } from '../io-operation.js'
import { GuardedDatabase } from './guarded-database.js'
import { databaseError, GuardedProcess } from './guarded-process.js'
import type { GuardedTransaction } from './guarded-transaction.js'
import { HeardTarget } from './heard-target.js'
import { put, type DatabaseLike, type FactoryLike, type RequestLike } from './platform.js'

/** A factory whose openings may go wrong, and everything that is done by way of them. */
export class GuardedFactory {
  readonly #raw: FactoryLike
  readonly #process: GuardedProcess

  constructor(raw: FactoryLike, faults: IoFaults) {
    this.#raw = raw
    this.#process = new GuardedProcess(faults)
  }

  open(name: string, ...rest: unknown[]): RequestLike {
    const operation: IoOperation = { name: 'open', access: 'begin', target: name }
    let database: GuardedDatabase | null = null
    let upgrade: GuardedTransaction | null = null
    return this.#request(operation, () => {
      const raw = this.#raw.open(name, ...rest)
      const heard = new HeardTarget(raw)
      const guarded = (): GuardedDatabase =>
        (database ??= new GuardedDatabase(raw.result as DatabaseLike, this.#process))
      heard.intercept('upgradeneeded', () => {
        if (raw.transaction) upgrade = guarded().guardUpgrade(raw.transaction)
        return false
      })
      return {
        raw,
        heard,
        untold: () => {
          guarded()
          return upgrade?.untold ?? null
        },
        lost: () => upgrade?.lost ?? null,
        discard: () => guarded().die(),
      }
    })
  }

  deleteDatabase(name: string): RequestLike {
    return this.#request({ name: 'deleteDatabase', access: 'write', target: name, grows: false }, () =>
      asking(this.#raw.deleteDatabase(name)),
    )
  }

  async databases(): Promise<unknown> {
    return this.#process.faults.perform({
      name: 'databases',
      access: 'read',
      run: async () => this.#raw.databases?.(),
    })
  }

  #request(operation: IoOperation, make: () => Asked): RequestLike {
    const { faults } = this.#process
    const { wait, refusal, isTorn, failure } = this.#process.decide(operation)
    const error = refusal ?? failure
    // To delete a database that there never was does nothing, and gives a request to get the error.
    const isMade = !refusal && !isTorn
    const asked = isMade ? make() : asking(this.#raw.deleteDatabase(`no database ${Math.random()}`))
    const { raw, heard } = asked
    const fail = (reason: Error): void => {
      put(raw, 'error', databaseError(reason))
      if (isMade) asked.discard?.()
      put(raw, 'result', undefined)
      heard.tell('error')
    }
    const answers = (): boolean => {
      const reason = error ?? asked.lost?.() ?? (faults.isDown ? new IoFaultError('crash', operation) : null)
      if (reason) fail(reason)
      return reason !== null
    }
    heard.intercept('success', () => {
      const waits = [wait, asked.untold?.() ?? null].filter((one) => one !== null)
      if (waits.length === 0) return answers()
      Promise.all(waits).then(() => answers() || heard.tell('success'), fail)
      return true
    })
    return raw
  }
}

/** A request to the factory, and what there is to know when it is answered. */
interface Asked {
  readonly raw: RequestLike
  readonly heard: HeardTarget
  /** What it has to wait for. */
  readonly untold?: () => Promise<void> | null
  /** Why it fails although it was done. */
  readonly lost?: () => Error | null
  /** Undoes what it opened. */
  readonly discard?: () => void
}

function asking(raw: RequestLike): Asked {
  return { raw, heard: new HeardTarget(raw) }
}
