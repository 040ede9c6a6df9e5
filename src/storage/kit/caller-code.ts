/** Runs code that the caller passed, and knows its errors again: they go out as they are. */
export class CallerCode {
  readonly #errors = new Set<unknown>()

  run<Result>(code: () => Result): Result {
    try {
      return code()
    } catch (error) {
      this.#errors.add(error)
      throw error
    }
  }

  threw(error: unknown): boolean {
    return this.#errors.has(error)
  }
}
