/** The parts of Intl that this library uses. React Native and small runtimes lack some of them, or all. */
interface PartialIntl {
  readonly NumberFormat?: typeof Intl.NumberFormat
  readonly DateTimeFormat?: typeof Intl.DateTimeFormat
  readonly DisplayNames?: typeof Intl.DisplayNames
}

/** The Intl of the runtime, as far as it has one. Ask for a part each time: an app may load a polyfill late. */
export function runtimeIntl(): PartialIntl {
  return (globalThis as { readonly Intl?: PartialIntl }).Intl ?? {}
}

/** Runs code that a runtime may not support. Gives `undefined` where it throws. */
export function ifSupported<Result>(attempt: () => Result): Result | undefined {
  try {
    return attempt()
  } catch {
    return undefined
  }
}
