import type { Scheduler } from 'fast-check'

/** Decides when something that is under way between processes arrives. */
export type Deliver = (what: string, arrive: () => void) => void

/** Everything arrives soon, in the order in which it was sent: for what happens before and after a race. */
export const soon: Deliver = (_, arrive) => queueMicrotask(arrive)

/** Everything arrives when the scheduler says so. */
export function scheduledBy(scheduler: Scheduler): Deliver {
  return (what, arrive) => void scheduler.schedule(Promise.resolve(), what).then(arrive)
}

/** A pipe between two processes: what goes in comes out in the same order, at some time. */
export class Pipe<Message> {
  readonly #name: string
  readonly #deliver: Deliver
  readonly #receive: (message: Message) => void
  #underWay: Message[] = []
  #isMoving = false
  #isHeld = false

  constructor(name: string, deliver: Deliver, receive: (message: Message) => void) {
    this.#name = name
    this.#deliver = deliver
    this.#receive = receive
  }

  send(message: Message): void {
    this.#underWay.push(message)
    this.#move()
  }

  /** The sender is gone: the first `count` messages under way arrive now, and the others never. */
  cut(count: number): void {
    const arriving = this.#underWay.slice(0, count)
    this.#underWay = []
    for (const message of arriving) this.#receive(message)
  }

  /** Nothing arrives until it is let go. */
  hold(): void {
    this.#isHeld = true
  }

  letGo(): void {
    this.#isHeld = false
    this.#move()
  }

  #move(): void {
    if (this.#isHeld || this.#isMoving || this.#underWay.length === 0) return
    this.#isMoving = true
    this.#deliver(this.#name, () => {
      this.#isMoving = false
      if (this.#isHeld) return
      const [message] = this.#underWay.splice(0, 1)
      if (message !== undefined) this.#receive(message)
      this.#move()
    })
  }
}
