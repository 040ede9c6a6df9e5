import type { Hold, Utilization } from 'budgetbook'
import { useBudgetBook } from 'budgetbook/react'
import { fieldOf } from '../forms/field-of.js'
import { SentForm } from '../forms/sent-form.js'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { isSecondClick } from '../glue/second-click.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { HoldStatus } from './hold-status.js'
import { texts, type HoldTexts } from './texts.js'

/** An open hold: the user says what was spent in the end, or gives it back. */
export function HoldRow({
  hold,
  category,
  report,
  onGone,
}: {
  readonly hold: Hold
  readonly category: string
  readonly report: Utilization
  readonly onGone: (say: (words: HoldTexts) => string) => void
}) {
  const text = useTexts(texts)
  const { money } = useFormat()
  const book = useBudgetBook()
  const { run, pending, messages, clear } = useAction(report.currency)
  const failures = allMessages(messages)
  const what = hold.description || category
  const end = async (change: () => Promise<unknown>, say: (words: HoldTexts) => string): Promise<void> => {
    if (!pending && (await run(change))) onGone(say)
  }
  const commit = async (form: HTMLFormElement): Promise<void> => {
    const amount = fieldOf(form, 'spent')
    await end(
      async () => book.holds.commit(hold.id, { amount }),
      ({ committed }) => committed(what),
    )
  }
  const messagesId = `hold-messages-${hold.id}`
  return (
    <li>
      <span className="hold-what">
        <strong>{what}</strong>
        {hold.description !== '' && <span className="quiet">{category}</span>}
        <span>{money(hold.amount, report.currency)}</span>
        <HoldStatus hold={hold} report={report} />
      </span>
      <SentForm className="actions" onType={clear} onSend={(form) => void commit(form)}>
        <input
          className="hold-spent"
          name="spent"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={hold.amount}
          aria-label={text.spentOf(what)}
          aria-invalid={failures.length > 0}
          aria-describedby={messagesId}
        />
        <button
          type="submit"
          aria-label={text.commit(what)}
          onClick={(event) => isSecondClick(event) && event.preventDefault()}
        >
          {text.commitShort}
        </button>
        <button
          type="button"
          aria-label={text.release(what)}
          onClick={(event) =>
            isSecondClick(event) ||
            void end(
              async () => book.holds.release(hold.id),
              ({ released }) => released(what),
            )
          }
        >
          {text.releaseShort}
        </button>
      </SentForm>
      <FieldMessages id={messagesId} of={failures} />
    </li>
  )
}
