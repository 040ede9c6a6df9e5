import type { ImportPlan } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { texts } from './texts.js'

/** How many rows of the file are new, known or refused. Rows that look alike are new, too. */
export function PlanCounts({ plan, refused }: { readonly plan: ImportPlan; readonly refused: number }) {
  const text = useTexts(texts)
  const counts = [
    [text.fresh, plan.fresh.length],
    [text.duplicates, plan.duplicates.length],
    [text.alike, plan.alike.length],
    [text.unresolved, plan.unresolved.length],
    [text.rejected, refused],
  ] as const
  return (
    <>
      <h3>{text.plan}</h3>
      <dl className="figures exchange-counts">
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
