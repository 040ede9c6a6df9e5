import { atPath, invalidInput } from '../../errors/invalid-input.js'
import type { Month } from '../../calendar/month.js'
import { parseMinorUnits } from '../../money/parse-amount.js'
import type { Amount, AmountInput } from '../../money/amount.js'
import { converter, type ConversionRounding } from '../../money/convert.js'
import { scaleOf, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import { splitMinorUnits } from '../../money/split.js'
import type { Budget } from '../../model/budget.js'
import type { BookContents } from '../../storage/view.js'

/** Everything in a book, in another currency. */
export function convertContents(
  contents: BookContents,
  to: CurrencyCode,
  rate: AmountInput,
  rounding: ConversionRounding,
): BookContents {
  const { settings } = contents
  if (to === settings.currency) {
    throw invalidInput('invalid_value', `The book already is in ${to}. Choose another currency`, ['to'])
  }
  const scales = { from: scaleOf(settings.currency), to: scaleOf(to) }
  const convert = atPath(['rate'], () => converter(rate, scales, rounding))
  const read = (amount: Amount): bigint => readMinorUnits(amount, scales.from)
  // Parsed again, so that an amount that has grown too long is refused.
  const write = (units: bigint): Amount =>
    atPath(['rate'], () => {
      const text = writeMinorUnits(units, scales.to)
      parseMinorUnits(text, scales.to)
      return text
    })
  const convertAmount = (amount: Amount): Amount => write(convert(read(amount)))
  const convertLimit = (limit: Amount | null): Amount | null => limit && convertAmount(limit)

  // A month's budgets share its converted total: rounded one by one, they could come to more than the rounded limit.
  const convertMonth = (budgets: readonly Budget[]): Budget[] => {
    const units = budgets.map(({ amount }) => read(amount))
    const total = units.reduce((sum, amount) => sum + amount, 0n)
    const parts = total === 0n ? units : splitMinorUnits(convert(total), units)
    return budgets.map((budget, index) => ({ ...budget, amount: write(parts[index] ?? 0n) }))
  }

  return {
    ...contents,
    settings: { ...settings, currency: to, monthlyLimit: convertLimit(settings.monthlyLimit) },
    closedMonths: contents.closedMonths.map(({ month, limitAtClose }) => ({
      month,
      limitAtClose: convertLimit(limitAtClose),
    })),
    budgets: [...byMonth(contents.budgets).values()].flatMap(convertMonth),
    expenses: contents.expenses.map((expense) => ({ ...expense, amount: convertAmount(expense.amount) })),
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
