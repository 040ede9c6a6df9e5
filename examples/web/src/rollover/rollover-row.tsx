import { addMonths, type Category } from 'budgetbook'
import type { CategoryRollover } from 'budgetbook/planning'
import { useBudgetBook } from 'budgetbook/react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { texts } from './texts.js'

/** A category, its switch, and what it carries; dashes if it carries nothing. */
export function RolloverRow({
  category: { id, name, rollover },
  month,
  currency,
  carried,
}: {
  readonly category: Category
  readonly month: string
  readonly currency: string
  readonly carried: CategoryRollover | undefined
}) {
  const text = useTexts(texts)
  const format = useFormat()
  const book = useBudgetBook()
  const { run, pending, messages } = useAction(currency)
  const printed = (amount: string | undefined): string =>
    amount === undefined ? '–' : format.money(amount, currency)
  const turn = (): void => {
    if (pending) return
    // From the month before, so that what it left comes into the month on the page.
    void run(async () => {
      const rule = rollover === null ? { from: addMonths(month, -1) } : null
      await book.categories.update(id, { rollover: rule })
    })
  }
  return (
    <tr>
      <th scope="row">
        {name}
        {rollover !== null && (
          <span className="rollover-since">{text.since(format.month(rollover.from))}</span>
        )}
      </th>
      <td className="rollover-switch">
        <button
          type="button"
          role="switch"
          aria-checked={rollover !== null}
          aria-label={text.carry(name)}
          aria-describedby={`rollover-messages-${id}`}
          onClick={turn}
        />
        <FieldMessages id={`rollover-messages-${id}`} of={allMessages(messages)} />
      </td>
      <td className="amount" data-label={text.comesIn}>
        {printed(carried?.carriedIn)}
      </td>
      <td className="amount" data-label={text.available}>
        {printed(carried?.available)}
      </td>
      <td className="amount" data-label={text.goesOut}>
        {printed(carried?.carriedOut)}
      </td>
    </tr>
  )
}
