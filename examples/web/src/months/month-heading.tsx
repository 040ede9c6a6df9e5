import { useObserved } from 'budgetbook/react'
import { useEffect } from 'react'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'

const texts = {
  en: {
    heading: (month: string) => `Budget of ${month}`,
    days: (start: string, end: string) => `${start} to ${end}`,
    closed: 'Closed',
  },
  de: {
    heading: (month: string) => `Budget für ${month}`,
    days: (start: string, end: string) => `${start} bis ${end}`,
    closed: 'Abgeschlossen',
  },
}

/** The heading of the page, and the days of the month: a month may begin on payday. */
export function MonthHeading({ month }: { readonly month: string }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { value } = useObserved(async (book, signal) => book.months.get(month, { signal }), [month])
  const heading = t.heading(format.month(month))
  useEffect(() => {
    document.title = heading
  }, [heading])
  return (
    <div className="month-heading">
      <h1>{heading}</h1>
      <p className="quiet">
        {value && t.days(format.date(value.start), format.date(value.end))}
        {value?.closed && <strong> · {t.closed}</strong>}
      </p>
    </div>
  )
}
