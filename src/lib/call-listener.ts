// Not every runtime has these, and the types of this library do not include the DOM.
interface ErrorReporting {
  readonly reportError?: (error: unknown) => void
  readonly console?: { error(error: unknown): void }
}

function report(error: unknown): void {
  try {
    const { reportError, console } = globalThis as ErrorReporting
    if (reportError) reportError(error)
    else console?.error(error)
  } catch {
    // A test may forbid console.error. The commit is stored all the same, and the other listeners must hear of it.
  }
}

/** Calls a listener of the app. It reports what the listener throws, or rejects with, instead of throwing it. */
export function callListener<Value>(listener: (value: Value) => unknown, value: Value): void {
  try {
    const result = listener(value)
    void Promise.resolve(result).catch(report)
  } catch (error) {
    report(error)
  }
}
