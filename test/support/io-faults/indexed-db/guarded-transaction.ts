import { IoFaultError } from '../io-fault-error.js'
import type { IoVerdict } from '../io-faults.js'
import type { IoOperation } from '../io-operation.js'
import { crashError, databaseError, type GuardedProcess } from './guarded-process.js'
import { GuardedRequest, type RequestOwner } from './guarded-request.js'
import { HeardTarget } from './heard-target.js'
import {
  native,
  put,
  type RequestLike,
  type SourceLike,
  type StoreLike,
  type TransactionLike,
} from './platform.js'

const readMethods = [
  'get',
  'getKey',
  'getAll',
  'getAllKeys',
  'getAllRecords',
  'count',
  'openCursor',
  'openKeyCursor',
]
const growingMethods = new Set(['put', 'add', 'update'])
const writeMethods = [...growingMethods, 'delete', 'clear']

/** The connection that a transaction belongs to. */
export interface TransactionOwner {
  readonly process: GuardedProcess
  readonly heard: HeardTarget
  /** Closes it as a browser does that has lost the database. */
  lose(): void
}

/**
 * A transaction whose requests and commit may go wrong. A browser commits when no request is left, and tells of it when
 * it is done; to come before, and to be active whenever an answer was held back, it asks requests of its own, each after
 * the answer to the last, until nobody else asks any more.
 */
export class GuardedTransaction implements RequestOwner {
  readonly #raw: TransactionLike
  readonly #database: TransactionOwner
  readonly #heard: HeardTarget
  readonly #guarded = new WeakSet<object>()
  readonly #requests: GuardedRequest[] = []
  readonly #start: IoVerdict | null
  #due: (() => void)[] = []
  #state: 'open' | 'committing' | 'over' = 'open'
  #isAsking = false
  #hasGrown = false
  #commit: IoVerdict | null = null
  starting: Promise<void> | null

  constructor(raw: TransactionLike, database: TransactionOwner, start: IoVerdict | null) {
    this.#raw = raw
    this.#database = database
    this.#start = start
    this.starting = start?.wait ?? null
    const started = (): void => {
      this.starting = null
    }
    start?.wait?.then(started, started)
    this.#heard = new HeardTarget(raw)
    this.#heard.intercept('complete', () => this.#keepsComplete())
    this.#heard.intercept('abort', () => {
      this.#state = 'over'
      for (const request of this.#requests) request.abort()
      return false
    })
    put(raw, 'objectStore', (name: string) => this.guardStore(native(raw, 'objectStore', name)))
    if ('commit' in raw) put(raw, 'commit', () => this.#commitNow())
    this.#ask()
  }

  get isDown(): boolean {
    return this.#database.process.faults.isDown
  }

  /** Why its client does not know that it was committed; `null` where he does, or will. */
  lost: Error | null = null
  /** Resolves when its client is told what became of it; `null` where that is not held back. */
  untold: Promise<void> | null = null

  decide(operation: IoOperation): IoVerdict {
    return this.#database.process.decide(operation)
  }

  whenActive(act: () => void): void {
    if (this.#state === 'open') this.#due.push(act)
    else act()
  }

  get bubblesTo(): readonly HeardTarget[] {
    return [this.#heard, this.#database.heard]
  }

  abort(error: Error): void {
    if (this.#state === 'over') return
    put(this.#raw, 'error', databaseError(error))
    this.#state = 'over'
    try {
      native(this.#raw, 'abort')
    } catch {
      // The database has aborted it by itself, or its client has.
    }
  }

  guardStore(store: StoreLike): StoreLike {
    if (this.#guarded.has(store)) return store
    this.#guardSource(store, store, store.name, [...readMethods, ...writeMethods])
    put(store, 'index', (name: string) => {
      const index = native<object>(store, 'index', name)
      if (!this.#guarded.has(index)) this.#guardSource(index, store, `${store.name}.${name}`, readMethods)
      return index
    })
    this.#ask()
    return store
  }

  guardCursor(cursor: object, corrupt: IoVerdict['corrupt']): void {
    const { source } = cursor as { readonly source: SourceLike }
    const store = (source['objectStore'] ?? source) as StoreLike
    if (!this.#guarded.has(cursor)) this.#guardSource(cursor, store, store.name, ['update', 'delete'])
    // What was put in front of the browser's own value at the last step is out of date.
    if ('value' in (Object.getPrototypeOf(cursor) as object)) Reflect.deleteProperty(cursor, 'value')
    if (corrupt && 'value' in cursor) put(cursor, 'value', corrupt(cursor.value))
  }

  #guardSource(source: object, store: StoreLike, target: string, methods: readonly string[]): void {
    this.#guarded.add(source)
    for (const name of methods) {
      if (name in source) {
        put(source, name, (...args: unknown[]) => this.#request(source, store, { name, target }, args))
      }
    }
  }

  #request(
    source: object,
    store: StoreLike,
    { name, target }: { readonly name: string; readonly target: string },
    args: readonly unknown[],
  ): RequestLike {
    const grows = growingMethods.has(name)
    const access = writeMethods.includes(name) ? 'write' : 'read'
    const operation: IoOperation = { name, access, target, grows }
    const verdict = this.decide(operation)
    const [value, ...rest] = args
    const given = grows && verdict.corrupt ? [verdict.corrupt(value), ...rest] : args
    // A request that is refused is not made: another stands in, so that there is one to get the error.
    const raw: RequestLike = verdict.refusal ? native(store, 'getKey', 0) : native(source, name, ...given)
    this.#requests.push(new GuardedRequest(raw, this, operation, verdict))
    if (grows) this.#hasGrown = true
    return raw
  }

  #ask(): void {
    const [store] = Array.from(this.#raw.objectStoreNames)
    if (this.#isAsking || this.#state !== 'open' || store === undefined) return
    this.#isAsking = true
    try {
      const raw = native<RequestLike>(native(this.#raw, 'objectStore', store), 'getKey', 0)
      const heard = new HeardTarget(raw)
      heard.intercept('success', () => {
        this.#isAsking = false
        this.#answered()
        return true
      })
      heard.intercept('error', () => true) // it was aborted; of this request nobody knows
    } catch {
      // It was aborted, or committed, by its client.
    }
  }

  #answered(): void {
    if (this.#state !== 'open') return
    const doom = this.#start?.refusal ?? (this.isDown ? crashError() : null)
    if (doom) {
      this.abort(doom)
      return
    }
    const due = this.#due.splice(0)
    for (const act of due) act()
    if (due.length > 0 || this.starting || this.#requests.some(({ isOpen }) => isOpen)) {
      this.#ask()
      return
    }
    this.#commit ??= this.#decideCommit()
    const error = refusalOfCommit(this.#commit)
    if (error) this.abort(error)
    else this.#state = 'committing'
  }

  #commitNow(): void {
    if (this.#state === 'open') this.#commit ??= this.#decideCommit()
    // Where it is refused, what was asked before is answered first: it is aborted then.
    if (this.#commit && refusalOfCommit(this.#commit)) return
    native(this.#raw, 'commit')
    this.#state = 'committing'
  }

  #decideCommit(): IoVerdict {
    const { mode } = this.#raw
    if (mode === 'readonly') return this.decide({ name: 'complete', access: 'read' })
    return this.decide({
      name: 'commit',
      access: 'commit',
      grows: this.#hasGrown || mode === 'versionchange',
    })
  }

  #keepsComplete(): boolean {
    this.#state = 'over'
    const commit = this.#commit
    const failure = commit?.failure ?? null
    const waits = [commit?.wait ?? null, ...this.#requests.map(({ held }) => held)].filter(
      (wait) => wait !== null,
    )
    if (waits.length > 0) {
      this.untold = Promise.all(waits).then(
        () => (failure ? this.#lose(failure) : void this.#heard.tell('complete')),
        (error: unknown) => this.#lose(error as Error),
      )
      return true
    }
    if (failure) this.#lose(failure)
    return failure !== null
  }

  // As where a browser loses its database: the transaction was aborted for no reason, and the connection is closed.
  #lose(error: Error): void {
    const isOurs = error instanceof IoFaultError
    this.lost = error
    put(this.#raw, 'error', isOurs ? null : error)
    this.#heard.tell('abort', [this.#database.heard])
    if (isOurs) this.#database.lose()
  }
}

// A commit is atomic: one that is torn was not made.
function refusalOfCommit({ refusal, isTorn, failure }: IoVerdict): Error | null {
  return refusal ?? (isTorn ? failure : null)
}
