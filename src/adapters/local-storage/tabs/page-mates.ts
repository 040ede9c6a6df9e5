import type { CommitNotice } from '../../../storage/adapter.js'
import type { StorageLike } from '../platform.js'

/** An adapter, as other adapters with the same storage object see it. */
export interface PageMate {
  /** The prefix of its keys. Adapters with another prefix keep other books. */
  readonly prefix: string
  /** Hears of a commit. */
  hear(bookId: string, notice: CommitNotice): void
  /** Hears, in the same turn, that a book was deleted. */
  forget(bookId: string): void
}

// A window gets no storage events for its own writes, so its adapters find each other here.
const matesByStorage = new WeakMap<StorageLike, Set<PageMate>>()

/** Adds an adapter to those that use a storage. The returned function removes it. */
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
