import { addMonths } from 'budgetbook'
import { useMonths } from 'budgetbook/react'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { MonthOption } from './month-option.js'
import './months.css'

const texts = {
  en: { month: 'Month', previous: 'Previous month', next: 'Next month' },
  de: { month: 'Monat', previous: 'Voriger Monat', next: 'Nächster Monat' },
}
const first = '0001-01'
const last = '9999-12'

/** Switches to another month: to one that has entries, or to the one before or after. */
export function MonthSelector({
  month,
  onMonth,
}: {
  readonly month: string
  readonly onMonth: (month: string) => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const { value: months = [] } = useMonths()
  // The list has months with entries only. The shown one may have none.
  const shown = months.some((one) => one.month === month) ? months : [{ month }, ...months]
  const newestFirst = shown.toSorted((a, b) => (a.month < b.month ? 1 : -1))
  return (
    <div className="month-selector">
      <button
        type="button"
        aria-label={t.previous}
        title={t.previous}
        disabled={month === first}
        onClick={() => onMonth(addMonths(month, -1))}
      >
        <span aria-hidden="true">‹</span>
      </button>
      <select aria-label={t.month} value={month} onChange={(event) => onMonth(event.target.value)}>
        {newestFirst.map((info) => (
          <MonthOption key={info.month} name={format.month(info.month)} {...info} />
        ))}
      </select>
      <button
        type="button"
        aria-label={t.next}
        title={t.next}
        disabled={month === last}
        onClick={() => onMonth(addMonths(month, 1))}
      >
        <span aria-hidden="true">›</span>
      </button>
    </div>
  )
}
