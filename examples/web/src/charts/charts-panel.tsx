import { eachMonth } from 'budgetbook'
import { useObserved } from 'budgetbook/react'
import { useSteady } from '../glue/use-steady.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import './charts.css'
import { DaysChart } from './days-chart.js'
import { MonthsChart } from './months-chart.js'
import { readDays } from './read-days.js'
import { firstOfTwelve, readMonths } from './read-months.js'
import { texts } from './texts.js'

/** The month and the year that ends with it, drawn; each chart with a table of the same figures. */
export function ChartsPanel({ month }: { readonly month: string }) {
  const text = useTexts(texts)
  const format = useFormat()
  const readOfDays = useObserved(async (book, signal) => readDays(book, month, signal), [month], {
    months: [month],
  })
  const readOfMonths = useObserved(async (book, signal) => readMonths(book, month, signal), [month], {
    months: eachMonth(firstOfTwelve(month), month),
  })
  const days = useSteady(readOfDays)
  const summary = useSteady(readOfMonths)
  const failed = [readOfDays, readOfMonths].find(({ state }) => state === 'failed')
  const hasMonths = summary?.months.some(
    ({ totalBudget, expenseCount }) => expenseCount > 0 || Number(totalBudget) !== 0,
  )
  return (
    <section className="panel" aria-labelledby="charts-title">
      <h2 id="charts-title">{text.title}</h2>
      {failed && (
        <FailedState
          error={failed.error}
          retry={() => {
            readOfDays.refresh()
            readOfMonths.refresh()
          }}
        />
      )}
      {!failed && !days && <LoadingState />}
      <div className="charts">
        {days?.isEmpty && <p className="quiet">{text.noDays(format.month(days.month))}</p>}
        {days && !days.isEmpty && <DaysChart shown={days} />}
        {summary && !hasMonths && <p className="quiet">{text.noMonths}</p>}
        {summary && hasMonths && <MonthsChart summary={summary} />}
      </div>
    </section>
  )
}
