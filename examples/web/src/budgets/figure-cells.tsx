import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import type { Figures } from './budget-sections.js'
import { StatusBadge } from './status-badge.js'
import { texts } from './texts.js'
import { UsageMeter } from './usage-meter.js'

/** The cells of a line after its budget. */
export function FigureCells({
  name,
  currency,
  budget,
  spent,
  remaining,
  held,
  percent,
  status,
}: Figures & { readonly name: string; readonly currency: string }) {
  const t = useTexts(texts)
  const format = useFormat()
  const isHeld = /[1-9]/.test(held)
  return (
    <>
      <td className="amount" data-label={t.spent}>
        {format.money(spent, currency)}
      </td>
      <td className="amount" data-label={t.left}>
        {remaining === null ? '–' : format.money(remaining, currency)}
        {isHeld && <small className="quiet"> {t.onHold(format.money(held, currency))}</small>}
      </td>
      <td data-label={t.used}>
        <UsageMeter {...{ name, currency, budget, remaining, percent, status }} />
      </td>
      <td data-label={t.status}>
        <StatusBadge status={status} />
      </td>
    </>
  )
}
