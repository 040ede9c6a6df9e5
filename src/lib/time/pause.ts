import { timers } from './timers.js'

/** Waits for some milliseconds. Meanwhile other events and timers get their turn. */
export async function pause(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => void timers().setTimeout(resolve, milliseconds))
}
