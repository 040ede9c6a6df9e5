/** How long the answers of each kind took, and their statuses. */
export class Latencies {
  /** How many requests had to be sent again, because their connection was closed. */
  repeated = 0
  readonly #byKind = new Map<string, number[]>()
  readonly #statuses = new Map<number, number>()

  add(kind: string, status: number, milliseconds: number): void {
    const known = this.#byKind.get(kind)
    if (known) known.push(milliseconds)
    else this.#byKind.set(kind, [milliseconds])
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1)
  }

  /** The number of answers with each status. */
  get statuses(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#statuses].toSorted(([a], [b]) => a - b))
  }

  get count(): number {
    return [...this.#byKind.values()].reduce((sum, { length }) => sum + length, 0)
  }

  /** The kinds with their number, median and 99th percentile, in milliseconds, and all of them together. */
  rows(): { readonly kind: string; readonly count: number; readonly p50: number; readonly p99: number }[] {
    const all = [...this.#byKind.values()].flat()
    const kinds = [...this.#byKind].toSorted(([a], [b]) => a.localeCompare(b))
    return [...kinds, ['all', all] as const].map(([kind, values]) => {
      const sorted = values.toSorted((a, b) => a - b)
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
      return { kind, count: sorted.length, p50: at(0.5), p99: at(0.99) }
    })
  }
}
