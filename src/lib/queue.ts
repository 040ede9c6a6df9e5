/** Lets calls run one after the other, in the order in which they were made. */
export class CallQueue {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs a call when those before it have ended, however they did. */
  async run<Result>(call: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(call)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when all calls that were made have ended. */
  async idle(): Promise<void> {
    await this.#last
  }
}
