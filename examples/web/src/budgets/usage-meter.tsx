import { negateAmount } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import type { Figures } from './budget-sections.js'
import { texts } from './texts.js'

/** How much of a budget is used: a bar, the percentage, and what is left in words. */
export function UsageMeter({
  name,
  currency,
  budget,
  remaining,
  percent,
  status,
}: Pick<Figures, 'budget' | 'remaining' | 'percent' | 'status'> & {
  readonly name: string
  readonly currency: string
}) {
  const { usedOf, leftOf, overBy } = useTexts(texts)
  const format = useFormat()
  if (budget === null || remaining === null || status === null) return null
  const money = (amount: string): string => format.money(amount, currency)
  const text =
    status === 'over_budget'
      ? overBy(money(negateAmount(remaining, currency)), money(budget))
      : leftOf(money(remaining), money(budget))
  return (
    <span className="usage">
      <meter
        className={`meter-${status}`}
        aria-label={usedOf(name)}
        aria-valuetext={`${format.percent(percent)}: ${text}`}
        min={0}
        max={100}
        // Spending on a budget of zero has no percentage: the bar is full.
        value={percent ?? 100}
      />
      <span className="usage-percent">{format.percent(percent)}</span>
      <span className="usage-text">{text}</span>
    </span>
  )
}
