import { useBudgetBook } from 'budgetbook/react'
import { useId, useLayoutEffect, useRef } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { dropDraft } from './drafts.js'
import { editTexts } from './edit-texts.js'
import { EditedElsewhere } from './edited-elsewhere.js'
import type { EditableBudget } from './editable-budget.js'
import { useDraft } from './use-draft.js'
import { amountOf, usePreview } from './use-preview.js'
import { usePreviewText } from './use-preview-text.js'

/** The box in which a budget is changed. What is typed stays until it is saved or cancelled. */
export function BudgetForm({
  month,
  currency,
  categoryId,
  name,
  budget,
  focused,
  onClose,
}: EditableBudget & {
  /** Whether the user just opened it. */
  readonly focused: boolean
  readonly onClose: () => void
}) {
  const { box, save, cancel, help } = useTexts(editTexts)
  const book = useBudgetBook()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { run, pending, messages, clear } = useAction(currency)
  const [{ text, before }, type] = useDraft(month, categoryId, budget)
  const preview = usePreviewText(usePreview(month, categoryId, text, budget), currency)
  const failures = allMessages(messages)
  // Before the browser paints: a key that is pressed straight away must not be selected, and written over by the next.
  useLayoutEffect(() => {
    if (focused) input.current?.select()
  }, [focused])

  const close = (): void => {
    dropDraft(month, categoryId)
    onClose()
  }
  const submit = async (): Promise<void> => {
    if (pending) return
    // What stands in the box: Enter may come before the last key was rendered.
    const allocation = { categoryId, amount: amountOf(input.current?.value ?? text) }
    if (await run(async () => book.budgets.allocate(month, [allocation]))) close()
    else input.current?.focus()
  }
  return (
    <form
      className="budget-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <input
        ref={input}
        className="amount"
        inputMode="decimal"
        autoComplete="off"
        aria-label={box(name)}
        aria-describedby={`${id}-help ${id}-preview ${id}-elsewhere ${id}-messages`}
        aria-invalid={preview.refused || failures.length > 0}
        readOnly={pending}
        onKeyDown={({ key }) => key === 'Escape' && !pending && close()}
        value={text}
        onChange={(event) => {
          type(event.target.value)
          clear()
        }}
      />
      <FieldMessages id={`${id}-messages`} of={failures} />
      <span id={`${id}-preview`} role="status" className={preview.refused ? 'messages' : 'preview'}>
        {failures.length === 0 && preview.text}
      </span>
      <EditedElsewhere id={`${id}-elsewhere`} before={before} budget={budget} currency={currency} />
      <span id={`${id}-help`} className="quiet">
        {help}
      </span>
      <span className="actions">
        <button type="submit" className="small" aria-disabled={pending}>
          {save}
        </button>
        <button type="button" className="small" aria-disabled={pending} onClick={() => !pending && close()}>
          {cancel}
        </button>
      </span>
    </form>
  )
}
