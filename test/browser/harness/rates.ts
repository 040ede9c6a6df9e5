import type { Span } from '../page/tasks/increments.js'

/** Rates that a test file measures, for people: nothing is asserted of them. */
export interface Rates {
  /** Notes how long so many commits took, from the first tab's start to the last one's end. */
  readonly add: (what: string, commits: number, spans: readonly Span[]) => void
  /** Prints them. */
  readonly print: () => void
}

/** Collects rates. */
export function rates(): Rates {
  const lines: string[] = []
  return {
    add: (what, commits, spans) => {
      const from = Math.min(...spans.map((span) => span.from))
      const to = Math.max(...spans.map((span) => span.to))
      lines.push(`${what}: ${Math.round((commits / (to - from)) * 1_000)} commits/s`)
    },
    print: () => {
      if (lines.length > 0) console.log(lines.join('\n'))
    },
  }
}
