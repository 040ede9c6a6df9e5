import { useLanguage, useTexts } from '../text/language.js'
import type { RefusedRow } from './plan-file.js'
import { rejectionTexts } from './rejection-texts.js'
import { texts } from './texts.js'

const mostRows = 10

/** The rows that cannot be imported: no row is lost without saying so. */
export function RefusedRows({ rows }: { readonly rows: readonly RefusedRow[] }) {
  const text = useTexts(texts)
  const reasons = rejectionTexts[useLanguage().language]
  return (
    <div>
      <h4 id="refused-rows">{text.rejectedRows}</h4>
      <ul className="rows" aria-labelledby="refused-rows">
        {rows.slice(0, mostRows).map((row) => (
          <li key={`${row.line} ${row.code}`}>
            {`${text.line(row.line)}: ${reasons[row.code] ?? row.message}`}
          </li>
        ))}
      </ul>
      {rows.length > mostRows && <p className="quiet">{text.andMore(rows.length - mostRows)}</p>}
    </div>
  )
}
