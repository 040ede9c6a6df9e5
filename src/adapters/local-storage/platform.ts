import type { AbortSignalLike } from '../../lib/abort.js'

/** What the adapter needs of `Storage`: `localStorage` and `sessionStorage` fit. */
export interface StorageLike {
  /** How many keys there are. */
  readonly length: number
  /** The key at a position, or `null`. */
  key(index: number): string | null
  /** The text under a key, or `null`. */
  getItem(key: string): string | null
  /** Puts text under a key, or throws and leaves it as it was. */
  setItem(key: string, value: string): void
  /** Removes a key. */
  removeItem(key: string): void
}

/** What the adapter needs of a lock manager: `navigator.locks` fits. */
export interface LockManagerLike {
  /**
   * Runs `callback` while nobody else holds the lock of that name. An abort of the signal takes the request back, as long
   * as the lock was not granted.
   */
  request<Result>(
    name: string,
    options: { readonly signal?: AbortSignalLike },
    callback: () => Result | Promise<Result>,
  ): Promise<Result>
}

/** How a tab is told of a change that another window made to the storage. */
export interface StorageEventLike {
  /** The key that changed; `null` where all were removed. */
  readonly key: string | null
  readonly oldValue: string | null
  readonly newValue: string | null
}

/** A frame within the tab: a second window over the same storage. */
export interface FrameLike {
  hidden: boolean
  readonly isConnected: boolean
  readonly contentWindow: { readonly localStorage: StorageLike } | null
  remove(): void
}

/** What there is beside the storage where scripts run in a page. */
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

/** The globals that the adapter looks for, as far as the runtime has them: a window has all. */
export interface RuntimeGlobals extends Partial<PageLike> {
  readonly localStorage?: StorageLike
  readonly navigator?: { readonly locks?: LockManagerLike }
  readonly AbortController?: new () => { readonly signal: AbortSignalLike; abort(): void }
}

/** The page that the globals belong to, or `null` where they are not those of a page. */
export function pageOf(globals: RuntimeGlobals): PageLike | null {
  return globals.document && globals.addEventListener ? (globals as PageLike) : null
}
