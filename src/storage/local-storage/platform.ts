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
  /** Runs `callback` while nobody else holds the lock of that name. */
  request<Result>(name: string, callback: () => Result | Promise<Result>): Promise<Result>
}

/** The globals that stand in for absent options, where the runtime has them. */
export interface BrowserGlobals {
  readonly localStorage?: StorageLike
  readonly navigator?: { readonly locks?: LockManagerLike }
}
