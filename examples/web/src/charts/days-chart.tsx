import { useMemo } from 'react'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { ChartCanvas } from './chart-canvas.js'
import type { Drawing } from './drawing.js'
import { FiguresTable } from './figures-table.js'
import type { ShownDays } from './read-days.js'
import { texts } from './texts.js'
import { useTick } from './use-tick.js'

/** Spending over the month, against an even pace. */
export function DaysChart({ shown: { month, currency, today, days } }: { readonly shown: ShownDays }) {
  const text = useTexts(texts)
  const format = useFormat()
  const tick = useTick(currency)
  const label = text.days(format.month(month))
  const rows = useMemo(
    () =>
      days.map(({ date, spent, cumulative, even }) => ({
        key: date,
        name: format.date(date),
        amounts: [
          format.money(spent, currency),
          // Nobody knows yet what the days to come will cost.
          date <= today ? format.money(cumulative, currency) : '–',
          even === null ? '–' : format.money(even, currency),
        ],
      })),
    [days, today, currency, format],
  )
  const drawing = useMemo((): Drawing => {
    const textsAt = (at: number): string[] => rows.map(({ amounts }) => amounts[at] ?? '')
    return {
      kind: 'line',
      labels: days.map(({ date }) => String(Number(date.slice(-2)))),
      tick,
      series: [
        {
          label: text.soFar,
          colour: 'main',
          values: days.map(({ date, cumulative }) => (date <= today ? Number(cumulative) : null)),
          texts: textsAt(1),
        },
        {
          label: text.even,
          colour: 'quiet',
          isDashed: true,
          values: days.map(({ even }) => (even === null ? null : Number(even))),
          texts: textsAt(2),
        },
      ],
    }
  }, [days, today, rows, text, tick])
  const head = [text.date, text.onDay, text.soFar, text.even]
  return (
    <div className="chart-with-table">
      <h3>{label}</h3>
      <ChartCanvas label={label} drawing={drawing} />
      <FiguresTable summary={text.daysTable} caption={label} head={head} rows={rows} />
    </div>
  )
}
