import type { Pace } from 'budgetbook/planning'
import { StatusBadge } from '../budgets/status-badge.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

/** The two figures that people look for first. */
export function PaceFigures({ pace: { summary, currency } }: { readonly pace: Pace }) {
  const { perDay, over, projected, tooEarly } = useTexts(texts)
  const { money } = useFormat()
  const ends = summary.projectedStatus
  return (
    <dl className="figures">
      <div>
        <dt>{perDay}</dt>
        <dd>{summary.perDay === null ? over : money(summary.perDay, currency)}</dd>
      </div>
      <div>
        <dt>{projected}</dt>
        <dd>
          {summary.projected === null ? tooEarly : money(summary.projected, currency)}{' '}
          {ends !== null && <StatusBadge status={ends} />}
        </dd>
      </div>
    </dl>
  )
}
