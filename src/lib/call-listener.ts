// Not in every runtime, and not in the types of a library without the DOM.
interface ErrorReporting {
  readonly reportError?: (error: unknown) => void
  readonly console?: { error(error: unknown): void }
}

function report(error: unknown): void {
  const { reportError, console } = globalThis as ErrorReporting
  if (reportError) reportError(error)
  else console?.error(error)
}

/** Calls somebody's listener; what it throws, or rejects with, is reported and harms nobody else. */
export function callListener<Value>(listener: (value: Value) => unknown, value: Value): void {
  try {
    const result = listener(value)
    void Promise.resolve(result).catch(report)
  } catch (error) {
    report(error)
  }
}
