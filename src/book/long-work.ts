import { throwIfAborted } from '../errors/throw-if-aborted.js'
import { canonicalJson } from '../lib/canonical-json.js'
import { Fingerprint } from '../lib/fingerprint.js'
import { callListener } from '../lib/call-listener.js'
import { giveWay } from '../lib/time/give-way.js'
import type { BookContents } from '../storage/view.js'
import type { CallOptions, Progress, ProgressOptions } from './call-options.js'

/**
 * A long piece of work as a generator. It yields its progress after each step of a millisecond or less, and returns its
 * result.
 */
export type Steps<Result> = Generator<Progress, Result, void>

type Options = CallOptions & ProgressOptions

// So short that others hardly notice. A step and the garbage collector come on top of it.
const turnMilliseconds = 10

// How many items a step takes.
const stepSize = 64

/**
 * Runs the steps, and gives way to other events after each turn. Work that is over within the first turn is done at
 * once and returns no promise, so that a short call keeps its place among the calls around it. It ends early if the
 * signal is aborted.
 */
export function inTurns<Result>(work: Steps<Result>, options: Options): Result | Promise<Result> {
  const first = runTurn(work, options)
  return first.done ? first.value : goOn(work, options)
}

async function goOn<Result>(work: Steps<Result>, options: Options): Promise<Result> {
  for (;;) {
    await giveWay()
    throwIfAborted(options.signal)
    const turn = runTurn(work, options)
    if (turn.done) return turn.value
  }
}

function runTurn<Result>(work: Steps<Result>, options: Options): IteratorResult<Progress, Result> {
  const start = Date.now()
  for (;;) {
    const step = work.next()
    if (step.done) return step
    const now = Date.now()
    // A clock that is set back must not make a turn endless.
    const isOver = now >= start + turnMilliseconds || now < start
    if (isOver || isBorder(step.value)) tell(options, step.value)
    throwIfAborted(options.signal)
    if (isOver) return step
  }
}

// Inside of a transaction nothing else may have its turn.
function atOnce<Result>(work: Steps<Result>, options: Options): Result {
  for (;;) {
    const turn = runTurn(work, options)
    if (turn.done) return turn.value
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

/**
 * Rewrites the whole book by steps that the storage's transaction runs. Then the storage stores the result.
 *
 * @param rebuild - Passes work on to {@link BookContext.rebuild}.
 */
export async function rebuildInSteps(
  rebuild: (work: (contents: BookContents) => BookContents | null) => Promise<BookContents | null>,
  stepsOf: (contents: BookContents) => Steps<BookContents | null>,
  options: Options,
): Promise<BookContents | null> {
  const storing = (done: number, total: number): void => tell(options, { phase: 'storing', done, total })
  const rebuilt = await rebuild((contents) => {
    const next = atOnce(stepsOf(contents), options)
    if (next) storing(0, next.expenses.length)
    return next
  })
  if (rebuilt) storing(rebuilt.expenses.length, rebuilt.expenses.length)
  return rebuilt
}

/** A phase of the work, with its progress. */
export class Phase {
  readonly #phase: Progress['phase']
  readonly #total: number
  #done = 0
  #hasBegun = false

  /** @param total - How many items the lists have that {@link Phase.each} will go through. */
  constructor(phase: Progress['phase'], total: number) {
    this.#phase = phase
    this.#total = total
  }

  get progress(): Progress {
    return { phase: this.#phase, done: this.#done, total: this.#total }
  }

  /** Goes through a list in steps of some items. */
  *each<Item>(
    items: readonly Item[],
    visit: (chunk: readonly Item[], from: number) => void,
    size = stepSize,
  ): Generator<Progress, void, void> {
    if (!this.#hasBegun) yield this.progress
    this.#hasBegun = true
    for (let from = 0; from < items.length; from += size) {
      const chunk = items.slice(from, from + size)
      visit(chunk, from)
      this.#done += chunk.length
      yield this.progress
    }
  }
}

/** The fingerprint of a request with a method and a long list. */
export function* fingerprintInSteps(method: string, items: readonly unknown[]): Steps<string> {
  const fingerprint = new Fingerprint()
  fingerprint.add(`[${JSON.stringify(method)},[`)
  yield* new Phase('writing', items.length).each(items, (chunk, from) => {
    for (const [index, item] of chunk.entries()) {
      if (from + index > 0) fingerprint.add(',')
      fingerprint.add(canonicalJson(item))
    }
  })
  fingerprint.add(']]')
  return fingerprint.digits()
}

function isBorder({ done, total }: Progress): boolean {
  return done === 0 || done === total
}

function tell({ onProgress }: ProgressOptions, progress: Progress): void {
  // An error of the listener is reported. It must not end a call that is otherwise fine.
  if (onProgress) callListener(onProgress, Object.freeze(progress))
}
