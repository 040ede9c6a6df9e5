const pause = 500 // milliseconds
let lastClick = -Infinity

/**
 * Whether a click comes so soon after the last one that it is the second of a double click. A list moves up when a line is
 * removed, and the second click would remove the next line. Keys do not count: each of them is meant.
 */
export function isSecondClick({ detail }: { readonly detail: number }): boolean {
  if (detail === 0) return false
  const now = performance.now()
  const isSecond = now - lastClick < pause
  lastClick = now
  return isSecond
}
