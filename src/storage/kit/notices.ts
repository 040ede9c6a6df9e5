import type { CommitNotice, CommitOptions, RebuildBook } from '../adapter.js'
import { freezeJson } from '../../lib/json.js'
import type { Change, Decide } from '../change.js'
import type { View } from '../view.js'
import { describeChanges } from './describe-changes.js'

type Description = Pick<CommitNotice, 'months' | 'changes'>

interface Decided {
  readonly view: View
  readonly changes: readonly Change[]
}

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
export function watchDecision(decide: Decide, options: CommitOptions): Watched<Decide> {
  let notice: CommitNotice | null = null
  return {
    work: (view) => {
      const decision = decide(view)
      const { changes } = decision
      notice = changes.length > 0 ? new DecisionNotice(options, { view, changes }) : null
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

/**
 * Describes changes only when somebody reads the description. Describing changes costs more than making them, and often
 * nobody reads it. All listeners share one description.
 */
class DecisionNotice implements CommitNotice {
  readonly source: string
  readonly operationId: string | null
  declare readonly months: CommitNotice['months']
  declare readonly changes: CommitNotice['changes']
  #decision: Decided | null
  #description: Description = everything

  constructor({ source, operation }: CommitOptions, decision: Decided) {
    this.source = source
    this.operationId = operation?.id ?? null
    this.#decision = decision
    Object.defineProperty(this, 'months', DecisionNotice.#months)
    Object.defineProperty(this, 'changes', DecisionNotice.#changes)
    Object.freeze(this)
  }

  // All notices share these getters: V8 gives each object with a getter of its own a hidden class, which keeps all that
  // the getter reaches until a full collection.
  static readonly #months = {
    enumerable: true,
    get(this: DecisionNotice): CommitNotice['months'] {
      return this.#describe().months
    },
  }

  static readonly #changes = {
    enumerable: true,
    get(this: DecisionNotice): CommitNotice['changes'] {
      return this.#describe().changes
    },
  }

  #describe(): Description {
    if (this.#decision) {
      this.#description = freezeJson(describeChanges(this.#decision.view, this.#decision.changes))
      this.#decision = null
    }
    return this.#description
  }
}
