import type { Change } from '../../storage/change.js'
import type { HistoryAppend, HistoryEntry } from '../../storage/history.js'
import type { Head, View } from '../../storage/view.js'
import type { MutationOptions } from '../call-options.js'
import { describeHistory } from './describe-history.js'

/** How much history a book keeps. */
export interface HistoryOptions {
  /** How many entries: one or more. The oldest go first. `'all'` keeps every entry. */
  readonly keep: number | 'all'
}

/** Whose entry it is, and when it was made. */
export type EntryOrigin = Pick<HistoryEntry, 'id' | 'at'> & Pick<MutationOptions, 'operationId' | 'actor'>

/** The entry of a decision; `undefined` if it changes nothing. */
export function entryOf(
  { keep }: HistoryOptions,
  view: View,
  changes: readonly Change[],
  origin: EntryOrigin,
): HistoryAppend | undefined {
  const described = describeHistory(view, changes)
  if (described.length === 0) return undefined
  const settings = changes.findLast((change) => change.type === 'settings')?.value ?? view.settings
  return { keep, entry: { ...whoAndWhen(origin), changes: described, currency: settings.currency } }
}

/** The entry of work on the whole book. */
export function wholeBookEntry(
  { keep }: HistoryOptions,
  { settings }: Pick<Head, 'settings'>,
  origin: EntryOrigin,
): HistoryAppend {
  return { keep, entry: { ...whoAndWhen(origin), changes: 'whole_book', currency: settings.currency } }
}

function whoAndWhen({
  id,
  at,
  operationId,
  actor,
}: EntryOrigin): Pick<HistoryEntry, 'id' | 'at' | 'operationId' | 'actor'> {
  return { id, at, operationId: operationId ?? null, actor: actor ?? null }
}
