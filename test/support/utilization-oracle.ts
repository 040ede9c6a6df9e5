import type { StatusThresholds, UtilizationStatus } from 'budgetbook'

/**
 * What a report must say, worked out the slow and plain way. It shares no code with the library: amounts are whole
 * ten-thousandths whatever the currency, shares are fractions of big integers, and months are counted from the text of
 * the dates.
 */

/** A report's input as plain lists. */
export interface PlainInput {
  month: string
  settings: { currency: string; monthlyLimit: string | null; monthStartDay: number }
  categories: { id: string; name: string }[]
  budgets: { categoryId: string; month: string; amount: string }[]
  expenses: { categoryId: string; date: string; amount: string }[]
  holds?: { categoryId: string; date: string; amount: string; expiresAt: string | null }[]
  now?: string
  thresholds?: Partial<StatusThresholds>
}

/** `numerator / denominator`, the denominator above zero. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** The decimal number that a text, or a number as it prints, stands for. */
export function fraction(decimal: string | number): Fraction {
  const [whole = '', decimals = ''] = String(decimal).split('.')
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) }
}

function isAtLeast(a: Fraction, b: Fraction): boolean {
  return a.numerator * b.denominator >= b.numerator * a.denominator
}

/** An amount in ten-thousandths: no currency has smaller ones. */
export function tenThousandths(amount: string): bigint {
  const { numerator, denominator } = fraction(amount)
  return (numerator * 10_000n) / denominator
}

/** Ten-thousandths as text with `scale` decimals; the rest must be zero. */
function amountText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(5, '0')
  const text = `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
  return scale === 0 ? text.slice(0, -5) : text.slice(0, text.length - 4 + scale)
}

/** The status that exact comparison gives. */
export function expectedStatus(
  spent: bigint,
  budget: bigint,
  thresholds: Partial<StatusThresholds> = {},
): UtilizationStatus {
  const { warning = 75, critical = 90, overBudget = 100, overBudgetWhen = 'exceeded' } = thresholds
  if (budget === 0n) return spent <= 0n ? 'good' : 'over_budget'
  const percent = { numerator: spent * 100n, denominator: budget }
  const top = fraction(overBudget)
  if (isAtLeast(percent, top) && (overBudgetWhen === 'reached' || !isAtLeast(top, percent)))
    return 'over_budget'
  if (isAtLeast(percent, fraction(critical))) return 'critical'
  return isAtLeast(percent, fraction(warning)) ? 'warning' : 'good'
}

/** Percent to two decimals, halves away from zero; `null` for spending on nothing. */
export function expectedPercent(spent: bigint, budget: bigint): number | null {
  if (budget === 0n) return spent <= 0n ? 0 : null
  const size = spent < 0n ? -spent : spent
  const hundredths = (size * 20_000n + budget) / (budget * 2n) // floor(x + 1/2)
  const text = amountText(hundredths * 100n, 2)
  return spent < 0n && hundredths > 0n ? -Number(text) : Number(text)
}

/** The budget month of a date, from its text; the first month takes the days before its start day as well. */
export function expectedMonth(date: string, startDay: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const index = year * 12 + month - 1 - (day < startDay && date > '0001-02' ? 1 : 0)
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

function total(amounts: readonly { amount: string }[]): bigint {
  return amounts.reduce((sum, { amount }) => sum + tenThousandths(amount), 0n)
}

/** The holds of the month that count now. An instant is compared as a point in time, not as text. */
function openHolds({ month, settings, holds = [], now }: PlainInput) {
  return holds
    .filter(({ date }) => expectedMonth(date, settings.monthStartDay) === month)
    .filter(({ expiresAt }) => expiresAt === null || Date.parse(expiresAt) > Date.parse(String(now)))
}

/** The report of a sound input, in a currency of `scale` decimals. */
export function expectedReport(input: PlainInput, scale: number) {
  const { month, settings, thresholds } = input
  const { currency, monthlyLimit, monthStartDay } = settings
  const write = (units: bigint) => amountText(units, scale)
  const budgets = input.budgets.filter((budget) => budget.month === month)
  const expenses = input.expenses.filter(({ date }) => expectedMonth(date, monthStartDay) === month)
  const holds = openHolds(input)
  const lines = input.categories.map(({ id, name }) => {
    const own = expenses.filter(({ categoryId }) => categoryId === id)
    const budget = budgets.find(({ categoryId }) => categoryId === id)
    const held = total(holds.filter(({ categoryId }) => categoryId === id))
    return { id, name, budget, spent: total(own), expenseCount: own.length, held }
  })
  const categories = lines.flatMap(({ id, name, budget, spent, expenseCount, held }) => {
    if (!budget) return []
    const units = tenThousandths(budget.amount)
    return {
      categoryId: id,
      name,
      budget: write(units),
      spent: write(spent),
      remaining: write(units - spent),
      utilizationPercent: expectedPercent(spent, units),
      status: expectedStatus(spent, units, thresholds),
      expenseCount,
      held: write(held),
      free: write(units - spent - held),
    }
  })
  const unbudgeted = lines.filter((line) => !line.budget && (line.expenseCount > 0 || line.held > 0n))
  const count = (wanted: UtilizationStatus) => categories.filter(({ status }) => status === wanted).length
  const totalBudget = total(budgets)
  const totalSpent = total(expenses)
  const overage = monthlyLimit === null ? 0n : totalBudget - tenThousandths(monthlyLimit)
  const limit = monthlyLimit === null ? null : write(tenThousandths(monthlyLimit))
  return {
    month,
    currency,
    categories,
    unbudgeted: unbudgeted.map(({ id, name, spent, expenseCount, held }) => {
      return { categoryId: id, name, spent: write(spent), expenseCount, held: write(held) }
    }),
    summary: {
      totalBudget: write(totalBudget),
      totalSpent: write(totalSpent),
      unbudgetedSpent: write(unbudgeted.reduce((sum, { spent }) => sum + spent, 0n)),
      totalRemaining: write(totalBudget - totalSpent),
      utilizationPercent: budgets.length === 0 ? null : expectedPercent(totalSpent, totalBudget),
      status: budgets.length === 0 ? null : expectedStatus(totalSpent, totalBudget, thresholds),
      statusCounts: {
        good: count('good'),
        warning: count('warning'),
        critical: count('critical'),
        over_budget: count('over_budget'),
      },
      expenseCount: expenses.length,
      held: write(total(holds)),
      free: write(totalBudget - totalSpent - total(holds)),
    },
    compliance: {
      monthlyLimit: limit,
      totalBudget: write(totalBudget),
      exceedsLimit: overage > 0n,
      overage: write(overage > 0n ? overage : 0n),
      message:
        overage > 0n
          ? `Combined category budgets (${write(totalBudget)}) exceed monthly limit (${limit}) by ${write(overage)}`
          : null,
    },
  }
}
