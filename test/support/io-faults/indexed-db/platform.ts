// What the faults need of IndexedDB. The library compiles without the types of any platform, and what comes in here is
// the browser's own or a stand-in for it.

export interface EventLike {
  readonly type: string
  preventDefault(): void
  stopImmediatePropagation(): void
}

export type ListenerLike = ((event: EventLike) => void) | { handleEvent(event: EventLike): void }

export interface TargetLike {
  addEventListener(type: string, listener: ListenerLike | null, options?: unknown): void
  removeEventListener(type: string, listener: ListenerLike | null, options?: unknown): void
}

export interface RequestLike extends TargetLike {
  readonly readyState: string
  readonly result: unknown
  readonly transaction: TransactionLike | null
}

/** An object store, an index or a cursor: whatever makes requests. */
export type SourceLike = Readonly<Record<string, unknown>>

export interface StoreLike {
  readonly name: string
  index(name: string): object
}

export interface TransactionLike extends TargetLike {
  readonly mode: string
  readonly objectStoreNames: ArrayLike<string>
  objectStore(name: string): StoreLike
}

export interface DatabaseLike extends TargetLike {
  readonly name: string
}

export interface FactoryLike {
  open(...args: unknown[]): RequestLike
  deleteDatabase(name: string): RequestLike
  databases?(): Promise<unknown>
}

type Method = (...args: unknown[]) => unknown

/** The platform's own method of an object, also where another was put in front of it. */
export function native<Result>(target: object, name: string, ...args: unknown[]): Result {
  const method = (Object.getPrototypeOf(target) as Readonly<Record<string, Method>>)[name]
  if (!method) throw new TypeError(`There is no ${name}`)
  return method.apply(target, args) as Result
}

/** Puts something in front of what an object has by its class. */
export function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true })
}
