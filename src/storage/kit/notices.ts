import type { CommitNotice, CommitOptions, Committed, RebuildBook } from '../adapter.js'
import type { Decide } from '../change.js'
import { describeChanges } from './describe-changes.js'

type Description = Pick<CommitNotice, 'months' | 'changes'>

const everything: Description = { months: 'all', changes: 'unknown' }

/** What to tell where nothing is known but that there was a change. */
export const unknownNotice: CommitNotice = { source: null, operationId: null, ...everything }

/** A function of the caller's that is watched, so that its commit can be told of. */
export interface Watched<Work> {
  /** Works as the one that is watched. */
  readonly work: Work
  /** What to tell of the commit, or `null` where it changed nothing. */
  readonly noticeOf: (committed: Committed) => CommitNotice | null
}

/** Watches what a transaction decides; where it decides again, the last time counts. */
export function watchDecision(decide: Decide, { operation, source }: CommitOptions): Watched<Decide> {
  let notice: CommitNotice | null = null
  return {
    work: (view) => {
      const decision = decide(view)
      const { changes } = decision
      const describe = (): Description => describeChanges(view, changes)
      notice = changes.length > 0 ? lazyNotice(source, operation?.id ?? null, describe) : null
      return decision
    },
    noticeOf: ({ replayed }) => (replayed ? null : notice),
  }
}

/** Watches full-book work: everything may have changed, or nothing. */
export function watchRebuild(
  rebuild: RebuildBook,
  { operation, source }: CommitOptions,
): Watched<RebuildBook> {
  let notice: CommitNotice | null = null
  return {
    work: (contents) => {
      const rebuilt = rebuild(contents)
      notice = rebuilt.contents && { source, operationId: operation?.id ?? null, ...everything }
      return rebuilt
    },
    noticeOf: ({ replayed }) => (replayed ? null : notice),
  }
}

// Describing changes costs more than making them, and often nobody looks.
function lazyNotice(source: string, operationId: string | null, describe: () => Description): CommitNotice {
  let description: Description | null = null
  return {
    source,
    operationId,
    get months() {
      return (description ??= describe()).months
    },
    get changes() {
      return (description ??= describe()).changes
    },
  }
}
