import type { AbortSignalLike } from '../errors/abort.js'
import { unavailable } from './failures.js'

/** Calls `abort` when the signal is aborted, where it can tell; the function that comes back ends that. */
export function onAbort(signal: AbortSignalLike | undefined, abort: () => void): () => void {
  const target = signal as Partial<EventTarget> | undefined
  // A signal of somebody's own making may throw: then it is only asked at each step.
  attempt(() => target?.addEventListener?.('abort', abort))
  return () => attempt(() => target?.removeEventListener?.('abort', abort))
}

function attempt(action: () => void): void {
  try {
    action()
  } catch {
    // Whatever it is, a commit must not fail by it.
  }
}

/** What is waited for, unless the signal is aborted before it comes; `drop` gets what comes all the same. */
export async function unlessAborted<Result>(
  signal: AbortSignalLike | undefined,
  awaited: Promise<Result>,
  drop: (late: Result) => void,
): Promise<Result> {
  let stop = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => reject(new Error('The signal was aborted')))
  })
  try {
    return await Promise.race([awaited, aborted])
  } catch (error) {
    awaited.then(drop, () => undefined)
    throw error
  } finally {
    stop()
  }
}

/** What is waited for, or `storage_unavailable` after some time. */
export async function within<Result>(milliseconds: number, awaited: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('no_answer', 'The database did not answer')), milliseconds)
  })
  try {
    return await Promise.race([awaited, late])
  } finally {
    clearTimeout(timer)
  }
}
