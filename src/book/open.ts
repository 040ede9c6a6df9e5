import * as z from 'zod/mini'
import { BudgetBookError } from '../errors/error.js'
import { guardInput, invalidInput } from '../errors/invalid-input.js'
import type { StorageReach } from '../errors/details.js'
import { requireTimeZone } from '../calendar/today.js'
import { flagSchema, functionSchema, idSchema, objectWith } from '../model/fields.js'
import { catching, converted } from '../model/schema.js'
import { validate } from '../model/validate.js'
import type { AllocationPolicy } from '../policy/policy.js'
import { requirePolicy } from '../policy/require-policy.js'
import type { SpendingPolicy } from '../policy/spending/spending-policy.js'
import { warnPolicy } from '../policy/warn-policy.js'
import type { Capabilities, StorageAdapter } from '../storage/adapter.js'
import { resolveThresholds, type StatusThresholds } from '../utilization/thresholds.js'
import { BookContext } from './book-context.js'
import { callAdapter, isView } from './call-adapter.js'
import { bookExporter } from './document/export-book.js'
import { bookImporter } from './document/import-book.js'
import type { BudgetBook } from './budget-book.js'
import { budgetsApi } from './budgets/budgets.js'
import { categoriesApi } from './categories/categories.js'
import { expensesApi } from './expenses/expenses.js'
import { groupsApi } from './groups/groups.js'
import type { HistoryOptions } from './history/entry-of-commit.js'
import { historyApi } from './history/history.js'
import { historyUnsupported } from './history/read.js'
import { holdsApi } from './holds/holds.js'
import { monthReporter } from './month-report.js'
import { monthsApi } from './months/months.js'
import { hasSecureRandom, uniqueText } from '../lib/random-hex.js'
import { uuidv7Generator } from '../lib/uuid.js'
import { settingsApi } from './settings/settings.js'
import { paceReporter } from './totals/pace.js'
import { totalsReader } from './totals/read-totals.js'
import { rolloverReporter } from './totals/rollover.js'

/** Options of {@link openBudgetBook}. */
export interface OpenBudgetBookOptions {
  /** The storage of the book. */
  readonly storage: StorageAdapter
  /**
   * The id of the book in the storage: 1 to 200 characters.
   * @defaultValue `'default'`
   */
  readonly bookId?: string | undefined
  /**
   * The policy that decides on changes to budgets.
   * @defaultValue `warnPolicy()`
   */
  readonly allocationPolicy?: AllocationPolicy | undefined
  /**
   * The policy that decides on holds, and on expenses that `spend` records.
   * @defaultValue accepts everything, and finds nothing wrong
   */
  readonly spendingPolicy?: SpendingPolicy | undefined
  /**
   * The percentages at which the statuses of reports begin.
   * @defaultValue `defaultThresholds`
   */
  readonly thresholds?: Partial<StatusThresholds> | undefined
  /**
   * The clock.
   * @defaultValue the machine's
   */
  readonly now?: (() => Date) | undefined
  /**
   * The IANA time zone of "today". Stored dates do not depend on it.
   * @defaultValue the runtime's
   */
  readonly timeZone?: string | undefined
  /**
   * Makes ids that are unique in the book: 1 to 200 characters, not `.` or `..`. Required if the runtime does not have
   * `crypto.getRandomValues`.
   * @defaultValue UUIDs of version 7. They grow, so lists sort expenses of one day and instant by age
   */
  readonly generateId?: (() => string) | undefined
  /**
   * Keeps a history of every change: who, when, from what to what. It is stored in the same commit as the change.
   * @defaultValue no history
   */
  readonly history?: HistoryOptions | undefined
  /**
   * Allows a policy that needs isolation on an adapter that cannot give it. Two writers at once may then break the rule
   * of the policy.
   * @defaultValue `false`
   */
  readonly acceptWeakIsolation?: boolean | undefined
}

const adapterMethods = [
  'open',
  'read',
  'page',
  'readAll',
  'transact',
  'replace',
  'deleteBook',
  'close',
] as const

function requireThresholds(thresholds: unknown): Partial<StatusThresholds> {
  resolveThresholds(thresholds as Partial<StatusThresholds>)
  return thresholds as Partial<StatusThresholds>
}

const keepSchema = converted((keep): HistoryOptions['keep'] => {
  if (keep === 'all' || (Number.isSafeInteger(keep) && (keep as number) >= 1)) return keep as number | 'all'
  throw invalidInput('invalid_value', "It must be a whole number of entries, 1 or more, or 'all'")
})
const fieldsSchema = z.strictObject({
  storage: objectWith<StorageAdapter>('A storage adapter', adapterMethods),
  bookId: z.optional(idSchema),
  allocationPolicy: z.optional(converted<AllocationPolicy>(requirePolicy)),
  spendingPolicy: z.optional(converted<SpendingPolicy>(requirePolicy)),
  thresholds: z.optional(converted(requireThresholds)),
  now: z.optional(functionSchema<() => Date>('now')),
  timeZone: z.optional(z.string()),
  generateId: z.optional(functionSchema<() => string>('generateId')),
  acceptWeakIsolation: z.optional(flagSchema),
  history: z.optional(z.strictObject({ keep: keepSchema })),
})
const optionsSchema = fieldsSchema.check(
  catching(({ timeZone }: z.output<typeof fieldsSchema>) => requireTimeZone(timeZone)),
)

/**
 * Opens a budget book. A new book is in INR and has no limit. Nothing is written before the first mutation.
 *
 * @param options - The storage, and every option that differs from its default.
 * @throws `invalid_input`; `isolation_insufficient` if the policy needs more isolation than the adapter gives;
 * `history_unsupported` if the adapter keeps no history and one is asked for; a storage code if the book cannot be read.
 *
 * @example
 * ```ts
 * import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
 *
 * const book = await openBudgetBook({ storage: createMemoryAdapter() })
 * await book.settings.update({ currency: 'USD', monthlyLimit: '5000.00' })
 * const travel = await book.categories.create({ name: 'Travel' })
 * const { violations } = await book.budgets.create({ categoryId: travel.id, month: '2026-02', amount: '6000' })
 * console.log(violations[0]?.message) // => Total budgets (6000.00) exceed your monthly limit (5000.00)
 * ```
 */
export async function openBudgetBook(options: OpenBudgetBookOptions): Promise<BudgetBook> {
  const checked = validate(optionsSchema, options)
  const {
    storage,
    bookId = 'default',
    allocationPolicy: policy = warnPolicy(),
    spendingPolicy = null,
    thresholds = {},
    now = () => new Date(),
    timeZone,
    generateId = defaultIdGenerator(),
    acceptWeakIsolation = false,
    history = null,
  } = checked
  // We keep copies: the app may change its objects after the check.
  const kept = guardInput(() => ({ thresholds: { ...thresholds } }))
  const parts = { storage, bookId, policy, spendingPolicy, history, ...kept, now, timeZone, generateId }
  return callAdapter(async () => {
    const capabilities = await storage.open()
    const asked = acceptWeakIsolation ? [] : [policy, spendingPolicy]
    for (const one of asked) if (one) requireIsolation(one, capabilities)
    if (history && !(capabilities.history === true && typeof storage.history === 'function'))
      throw historyUnsupported('adapter')
    // Read once, so that a book that cannot be read fails now and not at the first expense.
    await callAdapter(async () => storage.read(bookId, () => ({})), isView)
    return assemble(new BookContext(parts, uniqueText()))
  })
}

// Checked when the book opens: the first expense would be a bad moment to fail.
function defaultIdGenerator(): () => string {
  if (hasSecureRandom()) return uuidv7Generator()
  throw invalidInput(
    'required',
    'This runtime has no crypto.getRandomValues to make ids with. Pass generateId, or load a polyfill of crypto first',
    ['generateId'],
  )
}

function assemble(context: BookContext): BudgetBook {
  return {
    settings: settingsApi(context),
    categories: categoriesApi(context),
    budgets: budgetsApi(context),
    groups: groupsApi(context),
    expenses: expensesApi(context),
    holds: holdsApi(context),
    history: historyApi(context),
    months: monthsApi(context),
    utilization: monthReporter(context),
    totals: totalsReader(context),
    rollover: rolloverReporter(context),
    pace: paceReporter(context),
    today: () => {
      context.requireOpen()
      return context.clock.today()
    },
    exportBook: bookExporter(context),
    importBook: bookImporter(context),
    subscribe: (listener) => {
      context.requireOpen()
      if (typeof listener !== 'function') {
        throw invalidInput('invalid_type', 'A listener must be a function', ['listener'])
      }
      return context.events.subscribe(listener)
    },
    version: () => context.events.version,
    close: async () => context.close(),
  }
}

const ranks: Readonly<Record<StorageReach, number>> = { instance: 0, origin: 1, database: 2 }

function requireIsolation(
  policy: AllocationPolicy | SpendingPolicy,
  { reach, isolation }: Capabilities,
): void {
  if (!policy.needsIsolation || ranks[isolation] >= ranks[reach]) return
  throw new BudgetBookError(
    'isolation_insufficient',
    `The policy ${policy.name} needs a storage that keeps all writers of the ${reach} apart, but this one only keeps ` +
      `apart those of one ${isolation}. Use another adapter (in a browser, that of budgetbook/indexeddb), or pass ` +
      `acceptWeakIsolation: true if there is only one writer`,
    { policy: policy.name, reach, isolation },
  )
}
