import { useBudgetBook } from 'budgetbook/react'
import { loadScenario } from '../book/scenario.js'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import './states.css'

const texts = {
  en: {
    empty: 'There is no category yet. Add one below, or look at an example first.',
    load: 'Load the example',
  },
  de: {
    empty: 'Es gibt noch keine Kategorie. Legen Sie unten eine an, oder sehen Sie sich erst ein Beispiel an.',
    load: 'Beispiel laden',
  },
}

/** A book without a category, and two ways to begin. */
export function EmptyState({ currency }: { readonly currency: string }) {
  const { empty, load } = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages } = useAction(currency)
  return (
    <div className="empty">
      <p>{empty}</p>
      <button
        type="button"
        className="primary"
        disabled={pending}
        onClick={() => void run(async () => loadScenario(book, String(Date.now())))}
      >
        {load}
      </button>
      <FieldMessages id="example-messages" of={allMessages(messages)} />
    </div>
  )
}
