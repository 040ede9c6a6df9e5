import { useCategories, useObserved } from 'budgetbook/react'
import { useSteady } from '../glue/use-steady.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import { RolloverTable } from './rollover-table.js'
import { texts } from './texts.js'

/** Which categories carry their money from month to month, and how much of it. */
export function RolloverPanel({ month }: { readonly month: string }) {
  const text = useTexts(texts)
  const { value: categories } = useCategories()
  // It depends on all months since a rule began, so every change repeats it.
  const read = useObserved(async (book, signal) => book.rollover(month, { signal }), [month])
  const rollover = useSteady(read)
  return (
    <section className="panel rollover-panel" aria-labelledby="rollover-title">
      <h2 id="rollover-title">{text.title}</h2>
      {read.state === 'failed' && <FailedState error={read.error} retry={read.refresh} />}
      {!rollover && read.state === 'loading' && <LoadingState />}
      {categories?.length === 0 && <p className="quiet">{text.none}</p>}
      {rollover && categories && categories.length > 0 && (
        <>
          <p className="quiet">{text.explain}</p>
          <RolloverTable rollover={rollover} categories={categories} />
        </>
      )}
    </section>
  )
}
