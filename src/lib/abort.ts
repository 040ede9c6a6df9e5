/** What the package needs of an `AbortSignal`: the platform's own fits. */
export interface AbortSignalLike {
  /** Whether it was aborted. */
  readonly aborted: boolean
  /** Why, where it was. */
  readonly reason?: unknown
}

// What the platform's own signals have beside what the package needs of them.
interface ListeningSignal {
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Calls `abort` when the signal is aborted, where it can tell; the function that comes back ends that. */
export function onAbort(signal: AbortSignalLike | undefined, abort: () => void): () => void {
  const target = signal as Partial<ListeningSignal> | undefined
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
