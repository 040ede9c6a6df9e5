import type { CommitNotice, CommitOptions, Committed } from '../adapter.js'
import type { Decide } from '../change.js'
import { describeChanges } from './describe-changes.js'

type Description = Pick<CommitNotice, 'months' | 'changes'>

const everything: Description = { months: 'all', changes: 'unknown' }

/** What to tell where nothing is known but that there was a change. */
export const unknownNotice: CommitNotice = { source: null, operationId: null, ...everything }

/** What to tell of a commit of full-book work: everything may have changed. */
export function noticeOfReplacement(
  { replayed }: Committed,
  { operation, source }: CommitOptions,
): CommitNotice | null {
  return replayed ? null : { source, operationId: operation?.id ?? null, ...everything }
}

/** A decider that is watched, so that its commit can be told of. */
export interface WatchedDecision {
  /** Decides as the one that is watched. */
  readonly decide: Decide
  /** What to tell of the commit, or `null` where it changed nothing. */
  readonly noticeOf: (committed: Committed) => CommitNotice | null
}

/** Watches what a transaction decides; where it decides again, the last time counts. */
export function watchDecision(decide: Decide, { operation, source }: CommitOptions): WatchedDecision {
  let notice: CommitNotice | null = null
  return {
    decide: (view) => {
      const decision = decide(view)
      const { changes } = decision
      const describe = (): Description => describeChanges(view, changes)
      notice = changes.length > 0 ? lazyNotice(source, operation?.id ?? null, describe) : null
      return decision
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
