import { ScrollRegion } from '../glue/scroll-region.js'

/** A day or a month, with its amounts as text. */
export interface FiguresRow {
  readonly key: string
  readonly name: string
  readonly amounts: readonly string[]
}

/** The figures of a chart, exactly, for those who cannot see it. */
export function FiguresTable({
  summary,
  caption,
  head: [first = '', ...columns],
  rows,
}: {
  readonly summary: string
  readonly caption: string
  readonly head: readonly string[]
  readonly rows: readonly FiguresRow[]
}) {
  return (
    <details>
      <summary>{summary}</summary>
      <ScrollRegion label={caption}>
        <table className="chart-figures">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="amount">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, amounts }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {columns.map((column, at) => (
                  <td key={column} className="amount">
                    {amounts[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
