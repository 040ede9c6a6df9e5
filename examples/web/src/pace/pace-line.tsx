import { compareAmounts, negateAmount, sumAmounts } from 'budgetbook'
import type { Pace } from 'budgetbook/planning'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

/** What was spent beside what an even pace would have spent, and how far the month is. */
export function PaceLine({ pace: { summary, categories, currency, ...pace } }: { readonly pace: Pace }) {
  const text = useTexts(texts)
  const { money } = useFormat()
  const { expected, ahead } = summary
  const spent = sumAmounts(
    categories.map((category) => category.spent),
    currency,
  )
  const budget = sumAmounts(
    categories.map((category) => category.budget),
    currency,
  )
  const distance = ahead === null ? 0 : compareAmounts(ahead, '0')
  // Numbers are fine here: they only say how long a bar is.
  const shareOf = (amount: string): string =>
    `${Math.max(0, Math.min(100, (Number(amount) / (Number(budget) || 1)) * 100))}%`
  return (
    <div className="pace">
      <p className="pace-line-text">
        <span>{`${text.spent}: ${money(spent, currency)}`}</span>
        {expected !== null && <span>{`${text.expected}: ${money(expected, currency)}`}</span>}
        {ahead !== null && (
          <strong className={distance > 0 ? 'pace-ahead' : 'pace-behind'}>
            {distance === 0 && text.even}
            {distance > 0 && text.ahead(money(ahead, currency))}
            {distance < 0 && text.behind(money(negateAmount(ahead, currency), currency))}
          </strong>
        )}
      </p>
      {/* The text above says the same. */}
      <div className="pace-line" aria-hidden="true">
        <span
          className={distance > 0 ? 'pace-spent pace-fast' : 'pace-spent'}
          style={{ width: shareOf(spent) }}
        />
        {expected !== null && <span className="pace-mark" style={{ insetInlineStart: shareOf(expected) }} />}
      </div>
      <div className="pace-days">
        <progress aria-label={text.days} value={pace.daysElapsed} max={pace.days} />
        <span>{pace.daysElapsed === 0 ? text.notBegun : text.day(pace.daysElapsed, pace.days)}</span>
      </div>
    </div>
  )
}
