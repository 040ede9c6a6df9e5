import type { Category } from 'budgetbook'
import type { Rollover } from 'budgetbook/planning'
import { ScrollRegion } from '../glue/scroll-region.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { RolloverRow } from './rollover-row.js'
import './rollover.css'
import { texts } from './texts.js'

/** The categories, each with its switch and what it carries. */
export function RolloverTable({
  rollover,
  categories,
}: {
  readonly rollover: Rollover
  readonly categories: readonly Category[]
}) {
  const text = useTexts(texts)
  const { month } = useFormat()
  const caption = text.caption(month(rollover.month))
  return (
    <ScrollRegion label={caption}>
      <table className="rollover">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.category}</th>
            <th scope="col">{text.carried}</th>
            <th scope="col" className="amount">
              {text.comesIn}
            </th>
            <th scope="col" className="amount">
              {text.available}
            </th>
            <th scope="col" className="amount">
              {text.goesOut}
            </th>
          </tr>
        </thead>
        <tbody>
          {categories.map((category) => (
            <RolloverRow
              key={category.id}
              category={category}
              month={rollover.month}
              currency={rollover.currency}
              carried={rollover.categories.find(({ categoryId }) => categoryId === category.id)}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
