import { useObserved } from 'budgetbook/react'
import { useSteady } from '../glue/use-steady.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { PaceByCategory } from './pace-by-category.js'
import { PaceFigures } from './pace-figures.js'
import { PaceLine } from './pace-line.js'
import './pace.css'
import { texts } from './texts.js'

/** Whether the month goes as planned: what is safe to spend, and where it will end. */
export function PacePanel({ month }: { readonly month: string }) {
  const { title, noBudget } = useTexts(texts)
  const format = useFormat()
  const read = useObserved(async (book, signal) => book.pace(month, { signal }), [month], { months: [month] })
  const pace = useSteady(read)
  return (
    <section className="panel" aria-labelledby="pace-title">
      <h2 id="pace-title">{title}</h2>
      {read.state === 'failed' && <FailedState error={read.error} retry={read.refresh} />}
      {!pace && read.state === 'loading' && <LoadingState />}
      {pace?.categories.length === 0 && <p className="quiet">{noBudget(format.month(pace.month))}</p>}
      {pace && pace.categories.length > 0 && (
        <>
          <PaceFigures pace={pace} />
          <PaceLine pace={pace} />
          <PaceByCategory pace={pace} />
        </>
      )}
    </section>
  )
}
