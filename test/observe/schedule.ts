import fc from 'fast-check'
import { observe, type BudgetBook, type Observed } from 'budgetbook'
import { openTwo, settled, type TwoBooks } from './counted-book.js'

/** The months in which a schedule spends. */
export const allMonths = ['2026-01', '2026-02', '2026-03'] as const

/** What a listener does when it is called, besides looking at the snapshot. */
type Habit = 'looks' | 'throws' | 'leaves' | 'evicts' | 'refreshes'

/** One step of a schedule. The numbers choose among what there is. */
export type Step =
  | { readonly do: 'subscribe'; readonly habit: Habit }
  | { readonly do: 'unsubscribe'; readonly which: number }
  | { readonly do: 'unsubscribe all' | 'refresh' | 'pause' }
  | { readonly do: 'answer'; readonly which: number; readonly fails: boolean }
  | {
      readonly do: 'commit'
      readonly remote: boolean
      readonly what: (typeof allMonths)[number] | 'limit' | 'name'
    }

const index = fc.nat({ max: 20 })

/** One step of any kind. */
export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('subscribe' as const), habit: habitArbitrary() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unsubscribe' as const), which: index }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('unsubscribe all' as const, 'refresh' as const, 'pause' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('answer' as const), which: index, fails: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      remote: fc.boolean(),
      what: fc.constantFrom(...allMonths, 'limit' as const, 'name' as const),
    }),
  },
)

function habitArbitrary(): fc.Arbitrary<Habit> {
  return fc.constantFrom('looks', 'looks', 'looks', 'throws', 'leaves', 'evicts', 'refreshes')
}

/** What a read answers: which read it was, and what it found. */
export interface Answer {
  readonly number: number
  readonly found: string
}

interface OpenRead {
  readonly number: number
  readonly signal: AbortSignal
  readonly settle: (fails: boolean) => void
}

interface Subscription {
  leave: () => void
  /** The snapshot that the listener saw last. */
  seen: unknown
}

/** The facts that the laws are about, as far as the events and the steps tell them. */
class Expectation {
  reads = 0
  isReading = false
  /** Whether the snapshot is right for all that happened so far. */
  isCurrent = false
  isConnected = false

  start(): void {
    this.reads++
    this.isReading = true
    this.isCurrent = false
  }

  outdate(): void {
    this.isReading = false
    this.isCurrent = false
  }
}

/** An observed read of a real book, driven by steps, beside what is expected of it. */
export class Run {
  readonly expected = new Expectation()
  readonly problems: string[] = []
  readonly observed: Observed<Answer>
  /** The reads that the test has not answered, the oldest first. */
  readonly open: OpenRead[] = []
  readonly subscriptions = new Set<Subscription>()
  reads = 0
  readonly #two: TwoBooks
  readonly #months: readonly string[] | undefined
  readonly #passesSignal: boolean
  readonly #commits: Promise<void>[] = []
  #names = 0

  /** @param passesSignal - Whether an aborted read rejects at once; otherwise its answer comes, too late. */
  static async start(months: readonly string[] | undefined, passesSignal: boolean): Promise<Run> {
    return new Run(await openTwo(), months, passesSignal)
  }

  private constructor(two: TwoBooks, months: readonly string[] | undefined, passesSignal: boolean) {
    this.#two = two
    this.#months = months
    this.#passesSignal = passesSignal
    // Before the observed read does, so that the expectation is there first.
    two.book.subscribe((event) => {
      const concerns =
        months === undefined || event.months === 'all' || event.months.some((month) => months.includes(month))
      if (!concerns && this.expected.isConnected) return
      if (concerns && this.subscriptions.size > 0) this.expected.start()
      else this.expected.outdate()
    })
    this.observed = observe(
      two.book,
      async (book, signal) => this.#read(book, signal),
      months === undefined ? undefined : { months },
    )
  }

  /** What a read finds now. */
  async found(book: BudgetBook = this.#two.book, signal?: AbortSignal): Promise<string> {
    const options = signal && this.#passesSignal ? { signal } : {}
    const reports = await Promise.all(
      (this.#months ?? allMonths).map(async (month) => book.utilization(month, options)),
    )
    const { monthlyLimit } = await book.settings.get(options)
    return JSON.stringify([monthlyLimit, reports.map(({ summary }) => summary.totalSpent)])
  }

  async step(step: Step): Promise<void> {
    if (step.do === 'subscribe') this.#subscribe(step.habit)
    else if (step.do === 'unsubscribe') this.#unsubscribe(step.which)
    else if (step.do === 'unsubscribe all') for (const { leave } of this.subscriptions) leave()
    else if (step.do === 'refresh') this.#refresh()
    else if (step.do === 'answer') await this.#answer(step.which, step.fails)
    else if (step.do === 'commit') this.#commits.push(this.#commit(step.remote, step.what))
    else await this.pause()
  }

  /** Waits until nothing happens any more without another step. */
  async pause(): Promise<void> {
    await Promise.all(this.#commits.splice(0))
    await settled()
  }

  /** Answers the reads until there are none, with somebody who listens, and asks again after a failure. */
  async quiesce(): Promise<void> {
    await this.pause()
    for (;;) {
      if (this.subscriptions.size === 0) this.#subscribe('looks')
      else if (this.open.length > 0) await this.#answer(0, false)
      else if (this.observed.getSnapshot().state === 'failed') this.#refresh()
      else return
    }
  }

  async #read(book: BudgetBook, signal: AbortSignal): Promise<Answer> {
    const number = ++this.reads
    if (this.subscriptions.size === 0) this.problems.push(`read ${number} started though nobody listens`)
    for (const { signal: older, number: its } of this.open)
      if (!older.aborted) this.problems.push(`read ${its} was not aborted by read ${number}`)
    const found = this.found(book, signal)
    const released = new Promise<void>((resolve, reject) => {
      const settle = (fails: boolean) => (fails ? reject(new Error(`${number}`)) : resolve())
      this.open.push({ number, signal, settle })
    })
    const [answer] = await Promise.all([found, released])
    return { number, found: answer }
  }

  #subscribe(habit: Habit): void {
    const subscription: Subscription = { leave: () => undefined, seen: this.observed.getSnapshot() }
    let refreshes = habit === 'refreshes'
    const listener = () => {
      subscription.seen = this.observed.getSnapshot()
      if (!this.subscriptions.has(subscription)) this.problems.push('a listener was called after it left')
      if (habit === 'leaves') subscription.leave()
      if (habit === 'evicts') [...this.subscriptions].find((one) => one !== subscription)?.leave()
      if (refreshes) {
        refreshes = false
        this.#refresh()
      }
      if (habit === 'throws') throw new Error('a listener throws')
    }
    this.subscriptions.add(subscription)
    if (this.subscriptions.size === 1) {
      this.expected.isConnected = true
      if (!this.expected.isReading && !this.expected.isCurrent) this.expected.start()
    }
    const unsubscribe = this.observed.subscribe(listener)
    subscription.leave = () => {
      this.subscriptions.delete(subscription)
      unsubscribe()
      unsubscribe() // a second time does nothing
      void Promise.resolve().then(() => this.#end())
    }
  }

  #end(): void {
    if (this.subscriptions.size > 0) return
    this.expected.isConnected = false
    if (this.expected.isReading) this.expected.outdate()
  }

  #unsubscribe(which: number): void {
    const all = [...this.subscriptions]
    all[which % all.length]?.leave()
  }

  #refresh(): void {
    if (this.subscriptions.size > 0) this.expected.start()
    else this.expected.outdate()
    this.observed.refresh()
  }

  async #answer(which: number, fails: boolean): Promise<void> {
    await this.pause()
    const [read] = this.open.splice(which % Math.max(1, this.open.length), 1)
    if (!read) return
    if (this.expected.isReading && read.number === this.reads) {
      this.expected.isReading = false
      this.expected.isCurrent = !fails
    }
    read.settle(fails)
    await this.pause()
  }

  async #commit(remote: boolean, what: string): Promise<void> {
    const book = remote ? this.#two.other : this.#two.book
    this.#names++
    if (what === 'limit') await book.settings.update({ monthlyLimit: `${this.#names}.00` })
    else if (what === 'name') await book.categories.create({ name: `Category ${this.#names}` })
    else await this.#two.spend(book, what)
  }
}
