/** A timer that does not keep a process of Node alive. */
export function withoutHold<Timer>(timer: Timer): Timer {
  // A number in browsers and workers.
  ;(timer as { readonly unref?: () => unknown }).unref?.()
  return timer
}
