import { BroadcastChannel, type Channel } from './platform.js'

/** Tabs that are to do something at once. */
export interface Meeting {
  /** Common to the tabs that meet. */
  readonly name: string
  /** How many they are. */
  readonly tabs: number
  /** Which of them this is, from zero. */
  readonly tab: number
}

interface Arrival {
  readonly point: string
  readonly tab: number
}

/** Lets tabs wait for each other, point after point. */
export class Rendezvous {
  readonly #meeting: Meeting
  readonly #channel: Channel
  readonly #arrived = new Map<string, Set<number>>()
  readonly #known = new Set<number>()
  #here: string | null = null
  #go: () => void = () => undefined

  constructor(meeting: Meeting) {
    this.#meeting = meeting
    this.#channel = new BroadcastChannel(`rendezvous ${meeting.name}`)
    this.#channel.onmessage = ({ data }) => this.#hear(data as Arrival)
  }

  /** Resolves when all tabs have come to the point. */
  async meet(point: string): Promise<void> {
    this.#here = point
    const complete = new Promise<void>((resolve) => {
      this.#go = resolve
    })
    this.#channel.postMessage({ point, tab: this.#meeting.tab } satisfies Arrival)
    this.#arrive({ point, tab: this.#meeting.tab })
    await complete
  }

  /** Ends it; nobody may be on the way any more. */
  close(): void {
    this.#channel.close()
  }

  #hear(arrival: Arrival): void {
    const isNew = !this.#known.has(arrival.tab)
    this.#known.add(arrival.tab)
    // A tab that comes later than this one has not heard where this one is.
    if (isNew && this.#here !== null) {
      this.#channel.postMessage({ point: this.#here, tab: this.#meeting.tab } satisfies Arrival)
    }
    this.#arrive(arrival)
  }

  #arrive({ point, tab }: Arrival): void {
    const arrived = this.#arrived.get(point) ?? new Set()
    this.#arrived.set(point, arrived.add(tab))
    const here = this.#here === null ? undefined : this.#arrived.get(this.#here)
    if (here?.size === this.#meeting.tabs) this.#go()
  }
}

/** Works at a rendezvous with other tabs. */
export async function atRendezvous<Result>(
  meeting: Meeting,
  work: (rendezvous: Rendezvous) => Promise<Result>,
): Promise<Result> {
  const rendezvous = new Rendezvous(meeting)
  try {
    return await work(rendezvous)
  } finally {
    rendezvous.close()
  }
}
