import { BudgetsPanel } from '../budgets/budgets-panel.js'
import { useMonth } from '../glue/use-month.js'
import { SettingsBar } from '../settings/settings-bar.js'
import { ErrorBoundary } from '../states/error-boundary.js'
import { WarningBanner } from '../warning/warning-banner.js'
import { PageHeader } from './page-header.js'
import './page.css'
import { Panels } from './panels.js'
import { SkipLink } from './skip-link.js'

/** The whole page. */
export function Page({ currentMonth }: { readonly currentMonth: string }) {
  const [month, setMonth] = useMonth(currentMonth)
  return (
    <ErrorBoundary>
      <SkipLink />
      <PageHeader month={month} onMonth={setMonth} />
      <main id="content" tabIndex={-1}>
        <WarningBanner month={month} />
        <SettingsBar />
        <BudgetsPanel month={month} />
        <Panels month={month} />
      </main>
    </ErrorBoundary>
  )
}
