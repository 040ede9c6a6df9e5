interface Timers {
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown
}

/** Lets time pass, and with it whatever else waits for a turn: events, timers, the answers of a storage. */
export async function pause(milliseconds: number): Promise<void> {
  const { setTimeout } = globalThis as unknown as Timers
  await new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))
}
