import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { HoldRow } from './hold-row.js'
import type { ShownHolds } from './read-holds.js'
import { texts, type HoldTexts } from './texts.js'

/** The open holds of the month, and what they leave free. */
export function HoldList({
  shown: { holds, names, report },
  onGone,
}: {
  readonly shown: ShownHolds
  readonly onGone: (say: (words: HoldTexts) => string) => void
}) {
  const text = useTexts(texts)
  const { money, month } = useFormat()
  if (holds.length === 0) return <p className="quiet">{text.none(month(report.month))}</p>
  return (
    <>
      <dl className="figures">
        <div>
          <dt>{text.held}</dt>
          <dd>{money(report.summary.held, report.currency)}</dd>
        </div>
        <div>
          <dt>{text.free}</dt>
          <dd>{money(report.summary.free, report.currency)}</dd>
        </div>
      </dl>
      <ul className="rows" aria-label={text.list}>
        {holds.map((hold) => (
          <HoldRow
            key={hold.id}
            hold={hold}
            category={names.get(hold.categoryId) ?? text.gone}
            report={report}
            onGone={onGone}
          />
        ))}
      </ul>
    </>
  )
}
