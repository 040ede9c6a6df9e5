import { compareAmounts, type Hold, type Utilization } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

/** Until when a hold is open, and whether the budget of its category has room for all that is on hold. */
export function HoldStatus({ hold, report }: { readonly hold: Hold; readonly report: Utilization }) {
  const text = useTexts(texts)
  const { date } = useFormat()
  const line = report.categories.find(({ categoryId }) => categoryId === hold.categoryId)
  const isAbove = line !== undefined && compareAmounts(line.free, '0') < 0
  return (
    <span className="hold-status">
      <span className="quiet">
        {hold.expiresAt === null ? text.open : text.openUntil(date(hold.expiresAt.slice(0, 10)))}
      </span>
      {line === undefined && <span className="status">{text.noBudget}</span>}
      {line !== undefined && (
        <span className={`status status-${isAbove ? 'over_budget' : 'good'}`}>
          {isAbove ? text.above : text.fits}
        </span>
      )}
    </span>
  )
}
