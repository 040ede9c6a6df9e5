// A strict app of React. check-package.mjs compiles this file with the installed package and each supported React. It
// never runs.
import { StrictMode, useState, type ReactElement } from 'react'
import {
  createMemoryAdapter,
  messagesByField,
  openBudgetBook,
  type Category,
  type Utilization,
} from 'budgetbook'
import {
  BudgetBookProvider,
  useBudgetBook,
  useCategories,
  useMonths,
  useObserved,
  useUtilization,
  type ObservedResult,
} from 'budgetbook/react'

function Warning({ month }: { readonly month: string }): ReactElement | null {
  const report: ObservedResult<Utilization> = useUtilization(month)
  if (report.state === 'failed')
    return <button onClick={report.refresh}>{messagesByField(report.error)['']}</button>
  if (report.state === 'loading') return <p>Loading</p>
  const { compliance } = report.value
  return compliance.exceedsLimit ? <p role="alert">{compliance.message}</p> : null
}

function NewCategory(): ReactElement {
  const book = useBudgetBook()
  const [problems, setProblems] = useState<readonly string[]>([])
  const save = (): void => {
    book.categories.create({ name: 'Food' }).catch((error: unknown) => {
      setProblems(
        messagesByField(error, ({ code, params }) => `${code} ${Object.keys(params).length}`)['name'] ?? [],
      )
    })
  }
  return <button onClick={save}>{problems}</button>
}

function Page(): ReactElement {
  const [month, setMonth] = useState('2026-02')
  const { value: months = [] } = useMonths()
  const categories: readonly Category[] = useCategories().value ?? []
  const limit = useObserved(async (book, signal) => (await book.settings.get({ signal })).monthlyLimit, [])
  const text: string | null | undefined = limit.value
  return (
    <main>
      <select value={month} onChange={({ target }) => setMonth(target.value)}>
        {months.map((one) => (
          <option key={one.month}>{one.month}</option>
        ))}
      </select>
      <Warning month={month} />
      <NewCategory />
      {text} {categories.map(({ name }) => name)}
    </main>
  )
}

export async function page(): Promise<ReactElement> {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  return (
    <StrictMode>
      <BudgetBookProvider book={book}>
        <Page />
      </BudgetBookProvider>
    </StrictMode>
  )
}
