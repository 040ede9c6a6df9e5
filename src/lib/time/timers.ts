/** A timer that was started. */
export type Timer = unknown

interface Timers {
  readonly setTimeout: (callback: () => void, milliseconds: number) => Timer
  readonly clearTimeout: (timer: Timer) => void
}

/** The timers of the platform: every runtime has them, and the types of this library include none. */
export function timers(): Timers {
  return globalThis as unknown as Timers
}
