import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { editTexts } from './edit-texts.js'

/** Says that the budget is not what it was when the user began to type: another tab, or an undo, changed it. */
export function EditedElsewhere({
  id,
  before,
  budget,
  currency,
}: {
  readonly id: string
  readonly before: string | null
  readonly budget: string | null
  readonly currency: string
}) {
  const { changed, removed } = useTexts(editTexts)
  const format = useFormat()
  const text = budget === null ? removed : changed(format.money(budget, currency))
  return (
    <span id={id} role="status" className="preview">
      {budget !== before && text}
    </span>
  )
}
