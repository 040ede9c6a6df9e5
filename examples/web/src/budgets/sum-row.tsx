import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import type { Figures } from './budget-sections.js'
import { FigureCells } from './figure-cells.js'
import { texts } from './texts.js'

/** The sum of a group, or of all. */
export function SumRow({
  name,
  currency,
  figures,
}: {
  readonly name: string
  readonly currency: string
  readonly figures: Figures
}) {
  const t = useTexts(texts)
  const format = useFormat()
  return (
    <tr className="sum">
      <th scope="row">{name}</th>
      <td className="amount" data-label={t.budget}>
        {figures.budget === null ? '–' : format.money(figures.budget, currency)}
      </td>
      <FigureCells {...figures} name={name} currency={currency} />
    </tr>
  )
}
