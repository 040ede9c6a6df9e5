// The styles of the page come before those of its parts, which build on them.
import './styles/page.css'
import { BudgetBookProvider } from 'budgetbook/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openBook } from './book/open-book.js'
import { Opening } from './page/opening.js'
import { Page } from './page/page.js'
import { applyTheme, storedTheme } from './settings/theme.js'
import { FailedState } from './states/failed-state.js'
import { LoadingState } from './states/loading-state.js'
import { LanguageProvider } from './text/language.js'

performance.mark('bundle')
applyTheme(storedTheme())
const element = document.querySelector('#page')
if (!element) throw new Error('The page has no element #page')
const root = createRoot(element)

/** Opens the book, then renders: a component that opened it would open it twice in StrictMode. */
async function start(): Promise<void> {
  root.render(
    <Opening>
      <LoadingState />
    </Opening>,
  )
  try {
    const { book, currentMonth } = await openBook()
    root.render(
      <StrictMode>
        <LanguageProvider>
          <BudgetBookProvider book={book}>
            <Page currentMonth={currentMonth} />
          </BudgetBookProvider>
        </LanguageProvider>
      </StrictMode>,
    )
  } catch (error) {
    root.render(
      <Opening>
        <FailedState error={error} retry={() => void start()} />
      </Opening>,
    )
  }
}

void start()
