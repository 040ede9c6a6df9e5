import { useUtilization } from 'budgetbook/react'
import { lazy, Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { ErrorBoundary } from '../states/error-boundary.js'
import { LoadingState } from '../states/loading-state.js'

type Panel = ComponentType<{ readonly month: string }>

// What stands below the table comes after it, in files of its own.
const PacePanel = lazy(async () => ({ default: (await import('../pace/pace-panel.js')).PacePanel }))
const ExpensesPanel = lazy(async () => ({
  default: (await import('../expenses/expenses-panel.js')).ExpensesPanel,
}))
const HoldsPanel = lazy(async () => ({ default: (await import('../holds/holds-panel.js')).HoldsPanel }))
const RolloverPanel = lazy(async () => ({
  default: (await import('../rollover/rollover-panel.js')).RolloverPanel,
}))
const ExchangePanel = lazy(async () => ({
  default: (await import('../exchange/exchange-panel.js')).ExchangePanel,
}))
const HistoryPanel = lazy(async () => ({
  default: (await import('../history/history-panel.js')).HistoryPanel,
}))
const ChartsPanel = lazy(async () => ({ default: (await import('../charts/charts-panel.js')).ChartsPanel }))

/** A place for a panel: if it fails or comes late, the others do not wait for it. */
function Place({ of: Shown, month }: { readonly of: Panel; readonly month: string }): ReactNode {
  return (
    <ErrorBoundary key={month}>
      <Suspense fallback={<LoadingState />}>
        <Shown month={month} />
      </Suspense>
    </ErrorBoundary>
  )
}

/** What stands below the table, in two columns on a wide screen. */
export function Panels({ month }: { readonly month: string }) {
  const { state } = useUtilization(month)
  const [isDue, setDue] = useState(false)
  // Once the table is there: before that, what the panels load and read would make it come later.
  useEffect(() => {
    if (state === 'loading') return
    const timer = setTimeout(() => setDue(true))
    return () => clearTimeout(timer)
  }, [state])
  if (!isDue) return null
  return (
    <div className="columns">
      <div className="column">
        <Place of={PacePanel} month={month} />
        <Place of={ExpensesPanel} month={month} />
        <Place of={ChartsPanel} month={month} />
      </div>
      <div className="column">
        <Place of={HoldsPanel} month={month} />
        <Place of={RolloverPanel} month={month} />
        <Place of={ExchangePanel} month={month} />
        <Place of={HistoryPanel} month={month} />
      </div>
    </div>
  )
}
