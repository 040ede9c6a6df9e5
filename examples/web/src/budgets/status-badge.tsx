import type { UtilizationStatus } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { texts } from './texts.js'

/** A status by colour and word. `null` is a category without a budget. */
export function StatusBadge({ status }: { readonly status: UtilizationStatus | null }) {
  const { statuses, noBudget } = useTexts(texts)
  if (status === null) return <span className="status">{noBudget}</span>
  return <span className={`status status-${status}`}>{statuses[status]}</span>
}
