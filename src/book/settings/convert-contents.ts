import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { Month } from '../../calendar/month.js'
import { compareAmounts, sumAmounts } from '../../money/arithmetic.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { converter } from '../../money/convert.js'
import type { ConversionRounding } from '../../money/factor.js'
import { requireCurrencyInUse, scaleOf, type CurrencyCode } from '../../money/currency.js'
import { splitByWeights } from '../../money/split.js'
import type { Budget } from '../../model/budget.js'
import type { Category } from '../../model/category.js'
import type { StoredExpense } from '../../model/expense.js'
import type { BookContents } from '../../storage/view.js'
import { Phase, type Steps } from '../long-work.js'

/**
 * Converts everything in a book to another currency. Throws `invalid_input` for a currency or a rate that cannot be
 * used.
 */
export function* convertContents(
  contents: BookContents,
  to: CurrencyCode,
  rate: AmountInput,
  rounding: ConversionRounding,
): Steps<BookContents> {
  const { settings } = contents
  if (to === settings.currency) {
    throw invalidInput('invalid_value', `The book already is in ${to}. Choose another currency`, ['to'])
  }
  atPath(['to'], () => requireCurrencyInUse(to))
  const convert = atPath(['rate'], () => converter(rate, to, rounding))
  // We parse each amount again, to refuse one that has grown too long.
  const scale = scaleOf(to)
  const checked = (amount: Amount): Amount => {
    atPath(['rate'], () => parseMinorUnits(amount, scale))
    return amount
  }
  const convertAmount = (amount: Amount): Amount => checked(convert(amount))
  const convertLimit = (limit: Amount | null): Amount | null => limit && convertAmount(limit)
  const convertRule = (category: Category): Category => {
    const { rollover } = category
    if (rollover === null) return category
    const { cap, opening } = rollover
    return { ...category, rollover: { ...rollover, cap: convertLimit(cap), opening: convertAmount(opening) } }
  }

  // A month's budgets share its converted total. Rounded one by one, they could add up to more than the rounded limit.
  const convertMonth = (budgets: readonly Budget[]): Budget[] => {
    const amounts = budgets.map(({ amount }) => amount)
    const total = sumAmounts(amounts, settings.currency)
    const parts =
      compareAmounts(total, '0') === 0 ? amounts.map(convert) : splitByWeights(convert(total), amounts, scale)
    return budgets.map((budget, index) => ({ ...budget, amount: checked(parts[index] as Amount) }))
  }

  const phase = new Phase('changing', contents.expenses.length)
  const expenses: StoredExpense[] = []
  yield* phase.each(contents.expenses, (chunk) => {
    for (const expense of chunk) expenses.push({ ...expense, amount: convertAmount(expense.amount) })
  })
  return {
    ...contents,
    settings: { ...settings, currency: to, monthlyLimit: convertLimit(settings.monthlyLimit) },
    categories: contents.categories.map(convertRule),
    closedMonths: contents.closedMonths.map(({ month, limitAtClose }) => ({
      month,
      limitAtClose: convertLimit(limitAtClose),
    })),
    budgets: [...byMonth(contents.budgets).values()].flatMap(convertMonth),
    expenses,
    // What becomes zero sets nothing aside any more.
    holds: contents.holds
      .map((hold) => ({ ...hold, amount: convertAmount(hold.amount) }))
      .filter(({ amount }) => compareAmounts(amount, '0') > 0),
  }
}

function byMonth(budgets: readonly Budget[]): Map<Month, Budget[]> {
  const months = new Map<Month, Budget[]>()
  for (const budget of budgets) {
    const others = months.get(budget.month)
    if (others) others.push(budget)
    else months.set(budget.month, [budget])
  }
  return months
}
