import { BudgetBookError } from '../../errors/error.js'

/** Lets calls through until it is closed. */
export class OpenGate {
  #closed = false

  /** Throws `closed` after {@link OpenGate.close}. */
  pass(): void {
    if (this.#closed) throw new BudgetBookError('closed', 'It was closed', {})
  }

  close(): void {
    this.#closed = true
  }
}
