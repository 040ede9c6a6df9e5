import { invalidInput } from '../../../src/errors/invalid-input.js'
import { damaged, firstHalf } from './damage.js'
import { IoFaultError } from './io-fault-error.js'
import type { ArmedFault, IoFaultKind, IoFaultOptions, IoFaults, IoVerdict } from './io-faults.js'
import type { IoOperation, IoTask } from './io-operation.js'

const kinds: ReadonlySet<string> = new Set<IoFaultKind>([
  'fail',
  'crash',
  'tear',
  'corrupt',
  'quota',
  'lose_acknowledgement',
  'stall',
])

/** See {@link IoFaults}. */
export class FaultInjector implements IoFaults {
  readonly #onOperation: ((operation: IoOperation) => void) | undefined
  #operations: IoOperation[] = []
  #armed: WaitingFault[] = []
  /** What killed the process: every operation after it gets the same error. */
  #killer: WaitingFault | null = null
  #filler: WaitingFault | null = null
  #stall: Stall | null = null

  constructor(onOperation: ((operation: IoOperation) => void) | undefined) {
    this.#onOperation = onOperation
  }

  get operations(): readonly IoOperation[] {
    return this.#operations
  }

  get isDown(): boolean {
    return this.#killer !== null
  }

  arm(kind: IoFaultKind, options: IoFaultOptions = {}): ArmedFault {
    const { at = 1 } = options
    if (!kinds.has(kind)) throw invalidInput('invalid_value', 'There is no such kind of fault', ['kind'])
    if (!Number.isInteger(at) || at < 1) throw invalidInput('too_small', 'Operations count from 1', ['at'])
    const fault = new WaitingFault(kind, options)
    this.#armed.push(fault)
    return fault
  }

  release(): void {
    this.#filler = null
    this.#stall?.end(this.#killer)
    this.#stall = null
  }

  restart(): void {
    this.#stall?.end(this.#killer ?? new WaitingFault('crash', {}))
    this.#stall = null
    this.#filler = null
    this.#killer = null
    this.#armed = []
    this.#operations = []
  }

  async perform<Result, Data = undefined>(task: IoTask<Result, Data>): Promise<Awaited<Result>> {
    const verdict = this.decide(task)
    if (verdict.wait) await verdict.wait
    if (verdict.refusal) throw verdict.refusal
    const result = await run(task, verdict)
    if (verdict.failure) throw verdict.failure
    return shown(result as Awaited<Result>, task.data, verdict)
  }

  performSync<Result, Data = undefined>(task: IoTask<Result, Data>): Result {
    const verdict = this.decide(task)
    if (verdict.wait) throw new IoFaultError('stall', describe(task))
    if (verdict.refusal) throw verdict.refusal
    const result = run(task, verdict)
    if (verdict.failure) throw verdict.failure
    return shown(result as Result, task.data, verdict)
  }

  decide(asked: IoOperation): IoVerdict {
    const operation = describe(asked)
    this.#operations.push(operation)
    this.#onOperation?.(operation)
    if (this.#killer) return { ...untroubled, refusal: this.#killer.errorOf(operation, 'crash') }
    // Each of them counts the operation, also where another strikes.
    const striking = this.#armed.filter((fault) => fault.counts(operation))
    this.#armed = this.#armed.filter(({ struck }) => struck === null)
    const first = (kind: IoFaultKind): WaitingFault | undefined =>
      striking.find((fault) => fault.kind === kind)

    this.#killer = first('crash') ?? first('tear') ?? null
    this.#filler ??= first('quota') ?? null
    if (first('stall')) this.#stall ??= new Stall(operation)
    const isRefused = operation.grows ?? operation.access === 'write'
    const refusing = first('crash') ?? (isRefused ? this.#filler : null) ?? first('fail')
    const corrupting = first('corrupt')
    return {
      wait: first('stall') ? (this.#stall?.ended ?? null) : null,
      refusal: refusing?.errorOf(operation) ?? null,
      isTorn: first('tear') !== undefined,
      failure: (first('tear') ?? first('lose_acknowledgement'))?.errorOf(operation) ?? null,
      corrupt: corrupting ? (value) => damaged(value, corrupting.unit) : null,
    }
  }
}

const untroubled: IoVerdict = { wait: null, refusal: null, isTorn: false, failure: null, corrupt: null }

function describe({ name, access, target, grows }: IoOperation): IoOperation {
  return {
    name,
    access,
    ...(target === undefined ? {} : { target }),
    ...(grows === undefined ? {} : { grows }),
  }
}

// Without data, what is handed on is `undefined`: IoTask says so.
function run<Result, Data>(task: IoTask<Result, Data>, { isTorn, corrupt }: IoVerdict): unknown {
  const data = task.data as Data
  if (isTorn) {
    if (task.half) return task.half(data)
    const half = firstHalf(data)
    return half === null ? undefined : task.run(half)
  }
  return task.run(corrupt ? corrupt(data) : data)
}

// What was written is corrupted already; without data, it is what was read.
function shown<Result>(result: Result, data: unknown, { corrupt }: IoVerdict): Result {
  return corrupt && data === undefined ? corrupt(result) : result
}

class WaitingFault implements ArmedFault {
  readonly kind: IoFaultKind
  readonly unit: number | undefined
  readonly whenStruck: Promise<IoOperation>
  struck: IoOperation | null = null
  readonly #on: IoFaultOptions['on']
  readonly #error: Error | undefined
  #left: number
  #tell!: (operation: IoOperation) => void

  constructor(kind: IoFaultKind, { at = 1, on, error, unit }: IoFaultOptions) {
    this.kind = kind
    this.unit = unit
    this.#on = on
    this.#error = error
    this.#left = at
    this.whenStruck = new Promise((resolve) => {
      this.#tell = resolve
    })
  }

  disarm(): void {
    this.#left = Number.POSITIVE_INFINITY
  }

  /** Counts an operation, and says whether it is the one to strike. */
  counts(operation: IoOperation): boolean {
    const on = this.#on
    const isMeant = on === undefined || (typeof on === 'function' ? on(operation) : on === operation.access)
    if (!isMeant || --this.#left > 0) return false
    this.struck = operation
    this.#tell(operation)
    return true
  }

  errorOf(operation: IoOperation, kind = this.kind): Error {
    return this.#error ?? new IoFaultError(kind, operation)
  }
}

/** What stalled operations wait for. */
class Stall {
  readonly ended: Promise<void>
  readonly #operation: IoOperation
  #resolve!: () => void
  #reject!: (error: Error) => void

  constructor(operation: IoOperation) {
    this.#operation = operation
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Nobody may be waiting any more when it rejects.
    this.ended.catch(() => undefined)
  }

  /** Lets them go on, or fail where the process has crashed. */
  end(killer: WaitingFault | null): void {
    if (killer) this.#reject(killer.errorOf(this.#operation, 'crash'))
    else this.#resolve()
  }
}
