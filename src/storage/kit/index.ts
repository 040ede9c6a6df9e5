// budgetbook/adapter: what the author of a storage adapter needs.

// the seam
export { defineAdapter } from './define-adapter.js'
export type { AdapterEngine, Call, CommitCall, TellOfOthers } from './engine.js'
export { throwIfAborted } from '../../errors/throw-if-aborted.js'

// the semantics that all adapters share
export { applyChanges, type AppliedChanges } from './state/apply-changes.js'
export { BookState, type BookSnapshot } from './state/book-state.js'
export { describeChanges } from './describe-changes.js'
export type { OperationRecord } from './state/operation-log.js'

// the contract
export type { StoredExpense } from '../../model/expense.js'
export type { StoredHold } from '../../model/hold.js'
export type {
  Capabilities,
  ChangeSummary,
  CommitNotice,
  CommitOptions,
  Committed,
  Operation,
  ReadOptions,
  RebuildBook,
  StorageAdapter,
  SubscribeOptions,
} from '../adapter.js'
export type {
  Change,
  Decide,
  Decision,
  EntityMove,
  EntityPut,
  EntityRemoval,
  MonthPut,
  Receipt,
  SettingsPut,
} from '../change.js'
export type {
  HistoryAppend,
  HistoryChange,
  HistoryEntry,
  HistoryQuery,
  PlacedHistoryEntry,
  StoredHistoryEntry,
} from '../history.js'
export type {
  BookContents,
  CategorySpending,
  ExpensePosition,
  Head,
  MonthState,
  PageOf,
  PageQuery,
  Scope,
  ScopeOf,
  View,
} from '../view.js'
