interface Performance {
  readonly performance: { now(): number }
}

/** Milliseconds since some instant, for durations: nobody sets this clock back or forward. */
export function milliseconds(): number {
  return (globalThis as unknown as Performance).performance.now()
}
