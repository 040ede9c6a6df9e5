import { IoFaultError } from '../io-fault-error.js'
import type { IoFaultKind, IoFaults, IoVerdict } from '../io-faults.js'
import type { IoOperation } from '../io-operation.js'

/** A connection, which ends when its process does. */
interface Connection {
  /** Closes it; a transaction that is under way aborts at the next answer. */
  die(): void
}

/** Everything that is open through one factory. */
export class GuardedProcess {
  readonly faults: IoFaults
  readonly #connections = new Set<Connection>()

  constructor(faults: IoFaults) {
    this.faults = faults
  }

  opened(connection: Connection): void {
    this.#connections.add(connection)
  }

  closed(connection: Connection): void {
    this.#connections.delete(connection)
  }

  /** Counts an operation; where the process crashes at it, every connection ends. */
  decide(operation: IoOperation): IoVerdict {
    const verdict = this.faults.decide(operation)
    if (this.faults.isDown) for (const connection of [...this.#connections]) connection.die()
    return verdict
  }
}

const names: Partial<Record<IoFaultKind, string>> = {
  quota: 'QuotaExceededError',
  crash: 'AbortError',
  tear: 'AbortError',
}

interface Globals {
  readonly DOMException: new (message: string, name: string) => Error
}

/** What the requests of an aborted transaction get. */
export function abortError(): Error {
  const { DOMException } = globalThis as unknown as Globals
  return new DOMException('The transaction was aborted', 'AbortError')
}

/** What a transaction gets whose process has crashed meanwhile. */
export function crashError(): Error {
  return new IoFaultError('crash', { name: 'transaction', access: 'begin' })
}

/** An error as the database would give it; one that the test chose stays. */
export function databaseError(error: Error): Error {
  if (!(error instanceof IoFaultError)) return error
  const { DOMException } = globalThis as unknown as Globals
  return new DOMException(error.message, names[error.kind] ?? 'UnknownError')
}
