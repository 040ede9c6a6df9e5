interface Timers {
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown
}

/** Waits for some milliseconds. Meanwhile other events and timers get their turn. */
export async function pause(milliseconds: number): Promise<void> {
  const { setTimeout } = globalThis as unknown as Timers
  await new Promise<void>((resolve) => void setTimeout(resolve, milliseconds))
}
