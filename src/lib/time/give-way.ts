import { pause } from './pause.js'

// Not every runtime has these, and the types of this library do not include the DOM.
interface Scheduling {
  readonly scheduler?: { readonly yield?: () => Promise<void> }
  readonly setImmediate?: (callback: () => void) => unknown
}

/** Lets other events have their turn, and comes back as soon as they had it. */
export async function giveWay(): Promise<void> {
  const { scheduler, setImmediate } = globalThis as Scheduling
  if (scheduler?.yield) return scheduler.yield()
  // A timer of zero milliseconds waits for four in a browser, so it is the last choice.
  if (!setImmediate) return pause(0)
  await new Promise<void>((resolve) => void setImmediate(resolve))
}
