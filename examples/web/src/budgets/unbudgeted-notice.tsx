import type { Utilization } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

/** Says how much of the month was spent where there is no budget. */
export function UnbudgetedNotice({ report }: { readonly report: Utilization }) {
  const { unbudgeted } = useTexts(texts)
  const format = useFormat()
  const { unbudgetedSpent } = report.summary
  if (!/[1-9]/.test(unbudgetedSpent)) return null
  return <p className="notice">{unbudgeted(format.money(unbudgetedSpent, report.currency))}</p>
}
