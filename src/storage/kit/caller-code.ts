/** Runs functions that the caller passed, and recognises their errors: they go out as they are. */
export class CallerCode {
  #errors: unknown[] | null = null

  /** The same function, with its errors remembered. */
  watch<Input, Output>(code: (input: Input) => Output): (input: Input) => Output {
    return (input) => {
      try {
        return code(input)
      } catch (error) {
        ;(this.#errors ??= []).push(error)
        throw error
      }
    }
  }

  /** Whether an error came out of the caller's code. */
  threw(error: unknown): boolean {
    return this.#errors?.includes(error) ?? false
  }
}
