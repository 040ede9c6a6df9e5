import type { CommitNotice, CommitOptions, RebuildBook } from '../adapter.js'
import { freezeJson } from '../../lib/json.js'
import type { Decide } from '../change.js'
import { describeChanges } from './describe-changes.js'

type Description = Pick<CommitNotice, 'months' | 'changes'>

const everything: Description = { months: 'all', changes: 'unknown' }

/** The notice if only the fact of a change is known. */
export const unknownNotice: CommitNotice = Object.freeze({ source: null, operationId: null, ...everything })

/** A caller's function that is watched, so that subscribers can be told of its commit. */
export interface Watched<Work> {
  /** Does what the watched function does. */
  readonly work: Work
  /** The notice of what the watched function decided. `null` before it decided, and if it changes nothing. */
  readonly notice: () => CommitNotice | null
}

/** Watches what a transaction decides. If it decides more than once, the last decision counts. */
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
    notice: () => notice,
  }
}

/** Watches full-book work. Its notice says that everything may have changed. */
export function watchRebuild(
  rebuild: RebuildBook,
  { operation, source }: CommitOptions,
): Watched<RebuildBook> {
  let notice: CommitNotice | null = null
  return {
    work: (contents) => {
      const rebuilt = rebuild(contents)
      notice =
        rebuilt.contents && Object.freeze({ source, operationId: operation?.id ?? null, ...everything })
      return rebuilt
    },
    notice: () => notice,
  }
}

// Describing changes costs more than making them, and often nobody reads the description. All listeners share it.
function lazyNotice(source: string, operationId: string | null, describe: () => Description): CommitNotice {
  let made: Description | null = null
  const description = () => (made ??= freezeJson(describe()))
  return Object.freeze({
    source,
    operationId,
    get months() {
      return description().months
    },
    get changes() {
      return description().changes
    },
  })
}
