/** Calls the function when the browser has nothing better to do. Returns a function that calls it off. */
export function whenIdle(call: () => void): () => void {
  // Safari does not have it.
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(call, 200)
    return () => clearTimeout(timer)
  }
  const handle = window.requestIdleCallback(call, { timeout: 2_000 })
  return () => window.cancelIdleCallback(handle)
}
