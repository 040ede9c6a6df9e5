import type { MonthsSummary } from 'budgetbook/planning'
import { useMemo } from 'react'
import { useLanguage, useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { ChartCanvas } from './chart-canvas.js'
import type { Drawing } from './drawing.js'
import { FiguresTable } from './figures-table.js'
import { texts } from './texts.js'
import { useTick } from './use-tick.js'

/** Twelve months side by side. */
export function MonthsChart({ summary: { months, currency } }: { readonly summary: MonthsSummary }) {
  const text = useTexts(texts)
  const format = useFormat()
  const { language } = useLanguage()
  const tick = useTick(currency)
  const label = text.months(format.month(months[0]?.month ?? ''), format.month(months.at(-1)?.month ?? ''))
  const rows = useMemo(
    () =>
      months.map(({ month, totalBudget, totalSpent, totalRemaining }) => ({
        key: month,
        name: format.month(month),
        amounts: [totalBudget, totalSpent, totalRemaining].map((amount) => format.money(amount, currency)),
      })),
    [months, currency, format],
  )
  const drawing = useMemo((): Drawing => {
    const short = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short' })
    const textsAt = (at: number): string[] => rows.map(({ amounts }) => amounts[at] ?? '')
    return {
      kind: 'bar',
      labels: months.map(({ month }) => short.format(new Date(`${month}-01`))),
      tick,
      series: [
        {
          label: text.budget,
          colour: 'quiet',
          values: months.map(({ totalBudget }) => Number(totalBudget)),
          texts: textsAt(0),
        },
        {
          label: text.spent,
          colour: 'main',
          values: months.map(({ totalSpent }) => Number(totalSpent)),
          texts: textsAt(1),
        },
      ],
    }
  }, [months, rows, language, text, tick])
  const head = [text.month, text.budget, text.spent, text.left]
  return (
    <div className="chart-with-table">
      <h3>{label}</h3>
      <ChartCanvas label={label} drawing={drawing} />
      <FiguresTable summary={text.monthsTable} caption={label} head={head} rows={rows} />
    </div>
  )
}
