import type { AbortSignalLike } from '../../lib/abort.js'

/** The part of `Storage` that the adapter uses. `localStorage` and `sessionStorage` fit. */
export interface StorageLike {
  /** How many keys there are. */
  readonly length: number
  /** The key at a position, or `null`. */
  key(index: number): string | null
  /** The text under a key, or `null`. */
  getItem(key: string): string | null
  /** Stores text under a key. If it throws, the old text is unchanged. */
  setItem(key: string, value: string): void
  /** Removes a key. */
  removeItem(key: string): void
}

/** The part of a lock manager that the adapter uses. `navigator.locks` fits. */
export interface LockManagerLike {
  /**
   * Runs `callback` while nobody else holds the lock of that name. Aborting the signal cancels the request, unless
   * the lock was already granted.
   */
  request<Result>(
    name: string,
    options: { readonly signal?: AbortSignalLike },
    callback: () => Result | Promise<Result>,
  ): Promise<Result>
}

/** The event that tells a tab of another window's change to the storage. */
export interface StorageEventLike {
  /** The key that changed; `null` if all keys were removed. */
  readonly key: string | null
  readonly oldValue: string | null
  readonly newValue: string | null
}

/** A frame in the tab: a second window with the same storage. */
export interface FrameLike {
  hidden: boolean
  readonly isConnected: boolean
  readonly contentWindow: { readonly localStorage: StorageLike } | null
  remove(): void
}

/** The other globals that the adapter needs in a page. */
export interface PageLike {
  readonly document: {
    readonly documentElement: { append(frame: FrameLike): void }
    createElement(name: 'iframe'): FrameLike
  }
  addEventListener(type: 'storage', listener: (event: StorageEventLike) => void): void
  removeEventListener(type: 'storage', listener: (event: StorageEventLike) => void): void
  setTimeout(callback: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
}

/** The globals that the adapter looks for. A window has all of them; other runtimes have some. */
export interface RuntimeGlobals extends Partial<PageLike> {
  readonly localStorage?: StorageLike
  readonly navigator?: { readonly locks?: LockManagerLike }
  readonly AbortController?: new () => { readonly signal: AbortSignalLike; abort(): void }
}

/** The page of the globals, or `null` if they are not those of a page. */
export function pageOf(globals: RuntimeGlobals): PageLike | null {
  return globals.document && globals.addEventListener ? (globals as PageLike) : null
}
