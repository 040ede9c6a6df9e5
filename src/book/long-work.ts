import { throwIfAborted } from '../errors/throw-if-aborted.js'
import { canonicalPieces } from '../lib/canonical-json.js'
import { Fingerprint } from '../lib/fingerprint.js'
import { callListener } from '../lib/call-listener.js'
import { giveWay } from '../lib/give-way.js'
import type { CallOptions, Progress, ProgressOptions } from './call-options.js'

/**
 * A long piece of work as a generator. It yields its progress after each step of a millisecond or less, and returns its
 * result.
 */
export type Steps<Result> = Generator<Progress, Result, void>

type Options = CallOptions & ProgressOptions

// With a step and the garbage collector on top of it, others wait for less than 50 ms.
const turnMilliseconds = 10

// How many items a step takes.
const stepSize = 64

/** Runs the steps. Gives way to other events again and again, and ends early if the signal is aborted. */
export async function inTurns<Result>(work: Steps<Result>, options: Options): Promise<Result> {
  let turnEnd = Date.now() + turnMilliseconds
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    const isOver = Date.now() >= turnEnd
    if (isOver || isBorder(step.value)) tell(options, step.value)
    if (isOver) {
      await giveWay()
      turnEnd = Date.now() + turnMilliseconds
    }
    throwIfAborted(options.signal)
  }
}

/** Runs the steps in one piece: inside of a transaction nothing else may have its turn. */
export function atOnce<Result>(work: Steps<Result>, options: Options): Result {
  let told = Date.now()
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    const now = Date.now()
    if (now - told >= turnMilliseconds || isBorder(step.value)) {
      tell(options, step.value)
      told = now
    }
    throwIfAborted(options.signal)
  }
}

/** Makes a call that is one step: its progress is nothing, then all. */
export async function asOneStep<Result>(
  phase: Progress['phase'],
  total: number,
  call: () => Promise<Result>,
  onProgress: ProgressOptions['onProgress'],
): Promise<Result> {
  tell({ onProgress }, { phase, done: 0, total })
  const result = await call()
  tell({ onProgress }, { phase, done: total, total })
  return result
}

/** A phase of the work, with its progress. */
export class Phase {
  readonly #phase: Progress['phase']
  readonly #total: number
  #done = 0

  /** @param total - How many items the lists have that {@link Phase.each} will go through. */
  constructor(phase: Progress['phase'], total: number) {
    this.#phase = phase
    this.#total = total
  }

  get progress(): Progress {
    return { phase: this.#phase, done: this.#done, total: this.#total }
  }

  /** Goes through a list in steps. */
  *each<Item>(
    items: readonly Item[],
    visit: (chunk: readonly Item[], from: number) => void,
  ): Generator<Progress, void, void> {
    if (this.#done === 0) yield this.progress
    for (let from = 0; from < items.length; from += stepSize) {
      const chunk = items.slice(from, from + stepSize)
      visit(chunk, from)
      this.#done += chunk.length
      yield this.progress
    }
  }
}

/** The fingerprint of a request with a long list in it. */
export function* fingerprintInSteps(request: readonly unknown[]): Steps<string> {
  const fingerprint = new Fingerprint()
  let pieces = 0
  for (const piece of canonicalPieces(request)) {
    fingerprint.add(piece)
    if (++pieces % stepSize === 0) yield { phase: 'checking', done: pieces, total: Infinity }
  }
  return fingerprint.digits()
}

function isBorder({ done, total }: Progress): boolean {
  return done === 0 || done === total
}

function tell({ onProgress }: ProgressOptions, progress: Progress): void {
  // What the listener throws is reported: it must not end a call that does well.
  if (onProgress) callListener(onProgress, Object.freeze(progress))
}
