import { memo } from 'react'
import { useTexts } from '../text/language.js'
import { BudgetCell } from './budget-cell.js'
import type { BudgetLine } from './budget-sections.js'
import { FigureCells } from './figure-cells.js'
import { texts } from './texts.js'

/** The line of a category. It renders again only if one of its figures changes. */
export const BudgetRow = memo(function BudgetRow({
  month,
  currency,
  categoryId,
  ...figures
}: BudgetLine & { readonly month: string; readonly currency: string }) {
  const t = useTexts(texts)
  const { name, budget } = figures
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="amount budget" data-label={t.budget}>
        <BudgetCell {...{ month, currency, categoryId, name, budget }} />
      </td>
      <FigureCells {...figures} currency={currency} />
    </tr>
  )
})
