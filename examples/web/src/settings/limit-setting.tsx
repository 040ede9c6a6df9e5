import { useBudgetBook } from 'budgetbook/react'
import { useId, useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useSettings } from '../glue/use-settings.js'
import { useTexts } from '../text/language.js'

const texts = {
  en: { limit: 'Monthly limit', none: 'No limit', save: 'Save limit' },
  de: { limit: 'Monatslimit', none: 'Kein Limit', save: 'Limit speichern' },
}

/** The limit of a month. An empty box means no limit. */
export function LimitSetting() {
  const t = useTexts(texts)
  const id = useId()
  const book = useBudgetBook()
  const { value: settings } = useSettings()
  const { run, pending, messages, clear } = useAction(settings?.currency ?? 'XXX')
  // `null` until the user types: so the box follows other tabs, but never loses what was typed.
  const [text, setText] = useState<string | null>(null)
  const shown = text ?? settings?.monthlyLimit ?? ''
  const failures = allMessages(messages)
  const submit = async (): Promise<void> => {
    if (pending) return
    const monthlyLimit = shown.trim() === '' ? null : shown.trim()
    if (await run(async () => book.settings.update({ monthlyLimit }))) setText(null)
  }
  return (
    <form
      className="limit-setting"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label className="field" htmlFor={id}>
        <span>{t.limit}</span>
      </label>
      <div className="limit-row">
        <input
          id={id}
          className="amount"
          inputMode="decimal"
          autoComplete="off"
          placeholder={t.none}
          readOnly={pending}
          value={shown}
          aria-describedby={`${id}-messages`}
          aria-invalid={failures.length > 0}
          onChange={(event) => {
            setText(event.target.value)
            clear()
          }}
        />
        <button type="submit" className="secondary" aria-disabled={pending}>
          {t.save}
        </button>
      </div>
      <FieldMessages id={`${id}-messages`} of={failures} />
    </form>
  )
}
