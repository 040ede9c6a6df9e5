import { useBudgetBook } from 'budgetbook/react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useSettings } from '../glue/use-settings.js'
import { useTexts } from '../text/language.js'

const texts = { en: 'Currency', de: 'Währung' }
const common: readonly string[] = ['EUR', 'GBP', 'INR', 'JPY', 'USD']

/** The currency of a book. It can be chosen while the book has no amounts. */
export function CurrencySetting() {
  const label = useTexts(texts)
  const book = useBudgetBook()
  const { value: settings } = useSettings()
  const { run, messages } = useAction(settings?.currency ?? 'XXX')
  const failures = allMessages(messages)
  if (!settings) return null
  const { currency } = settings
  const currencies = common.includes(currency) ? common : [currency, ...common]
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={currency}
        aria-describedby="currency-messages"
        aria-invalid={failures.length > 0}
        onChange={({ target }) => void run(async () => book.settings.update({ currency: target.value }))}
      >
        {currencies.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </select>
      <FieldMessages id="currency-messages" of={failures} />
    </label>
  )
}
