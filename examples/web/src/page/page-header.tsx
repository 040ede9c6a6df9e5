import { MonthHeading } from '../months/month-heading.js'
import { MonthSelector } from '../months/month-selector.js'
import { OnlineStatus } from './online-status.js'

/** The head of the page: which month it shows. */
export function PageHeader({
  month,
  onMonth,
}: {
  readonly month: string
  readonly onMonth: (month: string) => void
}) {
  return (
    <header className="page-header">
      <MonthHeading month={month} />
      <MonthSelector month={month} onMonth={onMonth} />
      <OnlineStatus />
    </header>
  )
}
