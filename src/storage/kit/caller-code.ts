/** Runs the caller's functions and recognizes their errors, which are passed on unchanged. */
export class CallerCode {
  #errors: unknown[] | null = null

  /** The same function. Its errors are remembered. */
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

  /** Whether the caller's code threw this error. */
  threw(error: unknown): boolean {
    return this.#errors?.includes(error) ?? false
  }
}
