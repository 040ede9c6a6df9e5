import { isBudgetBookError, messagesByField } from 'budgetbook'
import { useLanguage, useTexts } from '../text/language.js'
import { problemText } from '../text/problems.js'
import { useFormat } from '../text/use-format.js'
import './states.css'

const texts = {
  en: { failed: 'The book cannot be read.', again: 'Try again', reload: 'Reload the page' },
  de: { failed: 'Das Buch ist nicht lesbar.', again: 'Noch einmal versuchen', reload: 'Seite neu laden' },
}

/** What failed, and a button that tries again. A storage that is gone comes back only with the page. */
export function FailedState({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { failed, again, reload } = useTexts(texts)
  const { language } = useLanguage()
  const format = useFormat()
  const messages = Object.values(
    messagesByField(error, (problem) => problemText(problem, language, 'XXX', format)),
  )
  return (
    <div className="failed" role="alert">
      <p>
        <strong>{failed}</strong> {messages.flat().join(' ')}
      </p>
      <div className="actions">
        <button type="button" onClick={retry}>
          {again}
        </button>
        {isBudgetBookError(error, 'storage_unavailable') && (
          <button type="button" onClick={() => location.reload()}>
            {reload}
          </button>
        )}
      </div>
    </div>
  )
}
