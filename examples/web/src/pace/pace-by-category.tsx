import type { CategoryPace, Pace } from 'budgetbook/planning'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { ScrollRegion } from '../glue/scroll-region.js'
import { texts } from './texts.js'

/** The pace of each category, for those who want to know where it comes from. */
export function PaceByCategory({ pace: { categories, currency } }: { readonly pace: Pace }) {
  const text = useTexts(texts)
  const { money } = useFormat()
  const amountOf = (amount: CategoryPace['projected']): string =>
    amount === null ? '–' : money(amount, currency)
  return (
    <details>
      <summary>{text.byCategory}</summary>
      <ScrollRegion label={text.byCategory}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.category}</th>
              <th scope="col" className="amount">
                {text.spent}
              </th>
              <th scope="col" className="amount">
                {text.expected}
              </th>
              <th scope="col" className="amount">
                {text.projected}
              </th>
              <th scope="col" className="amount">
                {text.perDay}
              </th>
            </tr>
          </thead>
          <tbody>
            {categories.map((category) => (
              <tr key={category.categoryId}>
                <th scope="row">{category.name}</th>
                <td className="amount">{amountOf(category.spent)}</td>
                <td className="amount">{amountOf(category.expected)}</td>
                <td className="amount">{amountOf(category.projected)}</td>
                <td className="amount">{amountOf(category.perDay)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
