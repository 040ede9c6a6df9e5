/** A series of a chart. */
export interface Series {
  readonly label: string
  /** Numbers are fine here: they only say where to draw. `null` draws nothing. */
  readonly values: readonly (number | null)[]
  /** The same as exact text, for a user who points at the chart. */
  readonly texts: readonly string[]
  readonly colour: 'main' | 'quiet'
  readonly isDashed?: boolean
}

/** What a chart shows. */
export interface Drawing {
  readonly kind: 'line' | 'bar'
  readonly labels: readonly string[]
  readonly series: readonly Series[]
  /** Prints a value of the axis, where there is no room for exact amounts. */
  readonly tick: (value: number) => string
}

/** How a chart looks: it follows the theme of the page. */
export interface Look {
  readonly text: string
  readonly line: string
  readonly main: string
  readonly quiet: string
  /** Whether the chart may move. */
  readonly isAnimated: boolean
}
