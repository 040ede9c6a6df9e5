/** The part of an `AbortSignal` that the package uses. The platform's own signals fit. */
export interface AbortSignalLike {
  /** Whether the signal was aborted. */
  readonly aborted: boolean
  /** Why it was aborted. */
  readonly reason?: unknown
}

/**
 * The platform's own `AbortSignal`. Its type is the one of your project, from the DOM's types or from Node's; a project
 * with neither sees an {@link AbortSignalLike}.
 */
export type PlatformAbortSignal = typeof globalThis extends {
  readonly AbortSignal: { readonly prototype: infer Signal extends AbortSignalLike }
}
  ? Signal
  : AbortSignalLike

interface PlatformAbortController {
  readonly signal: PlatformAbortSignal
  abort(): void
}

/** A controller of the platform: the types of this library do not include the DOM. */
export function createAbortController(): PlatformAbortController {
  const { AbortController } = globalThis as unknown as { AbortController: new () => PlatformAbortController }
  return new AbortController()
}

// The platform's own signals have these too; an object of the app's own may lack them.
interface ListeningSignal {
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Calls `abort` when the signal is aborted, if the signal has events. The returned function stops listening. */
export function onAbort(signal: AbortSignalLike | undefined, abort: () => void): () => void {
  const target = signal as Partial<ListeningSignal> | undefined
  // A signal of the app's own may throw here. The package then only looks at `aborted` at each step.
  attempt(() => target?.addEventListener?.('abort', abort))
  return () => attempt(() => target?.removeEventListener?.('abort', abort))
}

function attempt(action: () => void): void {
  try {
    action()
  } catch {
    // A broken signal must not make a commit fail.
  }
}

/** Waits for a promise, but rejects as soon as the signal is aborted. `drop` gets a result that comes too late. */
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
