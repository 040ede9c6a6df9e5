import { useBudgetBook, useCategories, useObserved } from 'budgetbook/react'
import { useRef, useState } from 'react'
import { dayIn } from '../forms/day-in.js'
import { useSteady } from '../glue/use-steady.js'
import { FailedState } from '../states/failed-state.js'
import { LoadingState } from '../states/loading-state.js'
import { useTexts } from '../text/language.js'
import { HoldForm } from './hold-form.js'
import { HoldList } from './hold-list.js'
import './holds.css'
import { readHolds } from './read-holds.js'
import { texts, type HoldTexts } from './texts.js'

/** What was done last, in the language of the moment. */
interface News {
  readonly month: string
  readonly say: (words: HoldTexts) => string
}

/** The money that is set aside in a month. */
export function HoldsPanel({ month }: { readonly month: string }) {
  const text = useTexts(texts)
  const book = useBudgetBook()
  const heading = useRef<HTMLHeadingElement>(null)
  const [news, setNews] = useState<News>({ month, say: () => '' })
  const { value: categories } = useCategories()
  const read = useObserved(async (of, signal) => readHolds(of, month, signal), [month], { months: [month] })
  const shown = useSteady(read)
  const day = dayIn(month, shown?.monthStartDay ?? 1, book.today())
  return (
    <section className="panel" aria-labelledby="holds-title">
      <h2 id="holds-title" ref={heading} tabIndex={-1}>
        {text.title}
      </h2>
      <p className="quiet">{text.explain}</p>
      {categories?.length === 0 ? (
        <p className="quiet">{text.noCategory}</p>
      ) : (
        <HoldForm day={day} currency={shown?.report.currency ?? 'XXX'} />
      )}
      <p className="notice" role="status">
        {news.month === month && news.say(text)}
      </p>
      {read.state === 'failed' && <FailedState error={read.error} retry={read.refresh} />}
      {!shown && read.state === 'loading' && <LoadingState />}
      {shown && (
        <HoldList
          shown={shown}
          onGone={(say) => {
            setNews({ month, say })
            heading.current?.focus() // its button is gone
          }}
        />
      )}
    </section>
  )
}
