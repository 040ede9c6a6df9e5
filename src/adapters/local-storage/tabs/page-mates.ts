import type { CommitNotice } from '../../../storage/adapter.js'
import type { StorageLike } from '../platform.js'

/** An adapter, as the others see it that use the same storage object. */
export interface PageMate {
  /** What its keys begin with: adapters with another prefix keep other books. */
  readonly prefix: string
  /** Hears of a commit. */
  hear(bookId: string, notice: CommitNotice): void
  /** Hears, in the same turn, that a book was deleted. */
  forget(bookId: string): void
}

// A window gets no storage event of what it wrote itself, so its adapters have to find each other here.
const matesByStorage = new WeakMap<StorageLike, Set<PageMate>>()

/** Adds an adapter to those that use a storage; the function that comes back takes it away again. */
export function joinMates(storage: StorageLike, mate: PageMate): () => void {
  const mates = matesByStorage.get(storage) ?? new Set()
  matesByStorage.set(storage, mates.add(mate))
  return () => void mates.delete(mate)
}

/** The other adapters that keep the same books. */
export function matesOf(storage: StorageLike, mate: PageMate): PageMate[] {
  const mates = [...(matesByStorage.get(storage) ?? [])]
  return mates.filter((other) => other !== mate && other.prefix === mate.prefix)
}
