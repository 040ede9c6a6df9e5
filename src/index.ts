// The root entry. What is not exported here is private. docs/architecture.md shows the folders.

// errors
export { budgetBookErrorFrom } from './errors/error-from.js'
export {
  BudgetBookError,
  isBudgetBookError,
  type AnyBudgetBookError,
  type BudgetBookErrorJson,
} from './errors/error.js'
export type {
  ErrorCode,
  ErrorDetails,
  InputIssue,
  InputIssueCode,
  StorageReach,
  UnavailableReason,
} from './errors/details.js'
export type { AllocationViolation } from './errors/allocation-violation.js'
export { messagesByField, type FieldProblem } from './errors/messages-by-field.js'
export type { AbortSignalLike, PlatformAbortSignal } from './lib/abort.js'
export type { Brand } from './lib/brand.js'
export type { JsonObject, JsonValue } from './lib/json.js'

// money
export { parseAmount } from './money/parse-amount.js'
export type { Amount, AmountInput } from './money/amount.js'
export { compareAmounts, negateAmount, subtractAmounts, sumAmounts } from './money/arithmetic.js'
export { convertAmount, type AmountConversion } from './money/convert.js'
export { listCurrencies, type CurrencyCode, type CurrencyInfo } from './money/currency.js'
export { formatAmount } from './money/format.js'
export { splitAmount } from './money/split.js'
export { multiplyAmount } from './money/multiply.js'
export type { ConversionRounding } from './money/factor.js'

// calendar
export { dateAt } from './calendar/today.js'
export { parseDate, type CivilDate } from './calendar/civil-date.js'
export { addMonths } from './calendar/add-months.js'
export { daysBetween } from './calendar/days-between.js'
export { eachMonth } from './calendar/each-month.js'
export { parseMonth, type Month } from './calendar/month.js'
export { monthOf, monthRange, type MonthRange } from './calendar/month-range.js'

// model
export { budgetSchema, type Budget } from './model/budget.js'
export { categorySchema, type Category } from './model/category.js'
export { categoryGroupSchema, type CategoryGroup } from './model/category-group.js'
export type { Carry, CategoryRolloverRule } from './model/rollover-rule.js'
export type { OriginalAmount } from './model/original-amount.js'
export { defaultSettings, settingsSchema, type Settings } from './model/settings.js'
export { expenseSchema, type Expense } from './model/expense.js'
export { holdSchema, type Hold } from './model/hold.js'
export { foldName } from './model/names.js'
export type { Metadata, MetadataInput } from './model/metadata.js'

// utilization
export { computeUtilization } from './utilization/compute-utilization.js'
export { statusChanges, type StatusChange } from './utilization/status-changes.js'
export { statusOf, type UtilizationStatus } from './utilization/status.js'
export { defaultThresholds, type StatusThresholds } from './utilization/thresholds.js'
export type { Compliance } from './utilization/compliance.js'
export type {
  BudgetFields,
  CategoryFields,
  ExpenseFields,
  HoldFields,
  SettingsFields,
  SpendingFields,
  UtilizationInput,
} from './utilization/input.js'
export type {
  CategoryUtilization,
  UnbudgetedSpending,
  Utilization,
  UtilizationSummary,
} from './utilization/report.js'

// policy
export { enforcePolicy } from './policy/enforce-policy.js'
export { isMonthlyLimitViolation, type MonthlyLimitViolation } from './policy/monthly-limit.js'
export { warnPolicy } from './policy/warn-policy.js'
export { allPolicies } from './policy/all-policies.js'
export { enforceSpending } from './policy/spending/enforce-spending.js'
export type { SpendingLimitOptions } from './policy/spending/limit-spending.js'
export { spendingCeiling, type SpendingCeilingOptions } from './policy/spending/spending-ceiling.js'
export {
  isSpendingLimitViolation,
  type SpendingBound,
  type SpendingLimitViolation,
} from './policy/spending/spending-limit.js'
export type { ProposedSpending, SpendingPolicy, SpendingProposal } from './policy/spending/spending-policy.js'
export { warnSpending } from './policy/spending/warn-spending.js'
export type {
  AllocationDecision,
  AllocationPolicy,
  AllocationProposal,
  ProposedAllocation,
} from './policy/policy.js'

// exchange: rows of files
export { planImport, type PlanImportInput } from './exchange/plan-import.js'
export type {
  AlikeRow,
  DuplicateRow,
  ExistingExpenseFields,
  FreshRow,
  ImportedExpense,
  ImportOptions,
  ImportOrigin,
  ImportPlan,
  ImportRejectionCode,
  RejectedRow,
} from './exchange/import-plan.js'
export type { ImportRow } from './exchange/import-row.js'

// storage: for users
export { createMemoryAdapter } from './adapters/memory/memory-adapter.js'
export {
  createLocalStorageAdapter,
  type LocalStorageOptions,
} from './adapters/local-storage/local-storage-adapter.js'
export type { LockManagerLike, StorageLike } from './adapters/local-storage/platform.js'

// storage: the type of an adapter. budgetbook/adapter has what the author of one needs
export type { Capabilities, ChangeSummary, StorageAdapter } from './storage/adapter.js'
export type { HistoryChange, HistoryEntry } from './storage/history.js'

// the book
export { openBudgetBook, type OpenBudgetBookOptions } from './book/open.js'
export type { BudgetBook } from './book/budget-book.js'
export type { BookDocument, ClosedMonth } from './book/document/book-document.js'
export type { BookEvent, BookListener } from './book/events.js'
export { entityTag, type TaggedEntity } from './book/if-match/entity-tag.js'
export type {
  CallOptions,
  ChangeOptions,
  ExportOptions,
  MutationOptions,
  Progress,
  ProgressOptions,
} from './book/call-options.js'
export type {
  Allocation,
  BudgetCopy,
  BudgetCopyMode,
  BudgetFilter,
  BudgetList,
  BudgetPatch,
  BudgetResult,
  BudgetsApi,
  BudgetsResult,
  NewBudget,
} from './book/budgets/api.js'
export type {
  CategoriesApi,
  CategoryFilter,
  CategoryMerge,
  CategoryPatch,
  CategoryRolloverInput,
  NewCategory,
} from './book/categories/api.js'
export type { CategoryGroupPatch, GroupsApi, NewCategoryGroup } from './book/groups/api.js'
export type { MoveTarget } from './book/named/move.js'
export type { HistoryApi, HistoryFilter, HistoryPage } from './book/history/api.js'
export type { HistoryOptions } from './book/history/entry-of-commit.js'
export type { HoldCommit, HoldFilter, HoldResult, HoldsApi, NewHold } from './book/holds/api.js'
export type {
  AskedSpending,
  ExpenseFilter,
  ExpensePage,
  ExpensePatch,
  ExpensesApi,
  ImportInput,
  ImportResult,
  NewExpense,
  NewExpenseFields,
  NewExpenseMoney,
  OriginalAmountInput,
  SpendResult,
} from './book/expenses/api.js'
export type { MonthInfo, MonthsApi } from './book/months/api.js'
export type { PaceOptions } from './book/totals/pace-options.js'
export type { MonthlySpending, MonthOfTotals, Totals, TotalsRange } from './book/totals/totals.js'
export type { CurrencyChange, SettingsApi, SettingsPatch } from './book/settings/api.js'

// front ends: a read that is repeated when the book changes
export { observe, type ObserveOptions } from './observe/observe.js'
export type { BookReader, Observed } from './observe/observed-read.js'
export type { FailedSnapshot, LoadingSnapshot, ReadySnapshot, Snapshot } from './observe/snapshot.js'
