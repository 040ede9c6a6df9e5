import type { AbortSignalLike } from '../errors/abort.js'

/** Calls `abort` when the signal is aborted, where it can tell; the function that comes back ends that. */
export function onAbort(signal: AbortSignalLike | undefined, abort: () => void): () => void {
  const target = signal as Partial<EventTarget> | undefined
  if (typeof target?.addEventListener !== 'function') return () => undefined
  target.addEventListener('abort', abort)
  return () => target.removeEventListener?.('abort', abort)
}
