import type { StorageEventLike, StorageLike } from '../../../src/adapters/local-storage/platform.js'
import { apply, type Mutation, type OrderedMutation, type TabBackend } from './backend.js'
import { Pipe, type Deliver } from './deliveries.js'

/** What the main window of a tab does with storage events. */
export interface TabEvents {
  readonly isListening: () => boolean
  readonly hear: (event: StorageEventLike) => void
}

/**
 * The process of a tab, with its copy of the storage, as in Chromium: it reads its copy; it changes its copy at once,
 * and tells the backend; it hears of all changes later, in the backend's order. Another tab's change of a key is passed
 * over while a change of its own to that key is under way, because its own comes later in that order.
 */
export class TabProcess {
  readonly #name: string
  readonly #window: TabEvents
  readonly #backend: TabBackend
  readonly #copy: Map<string, string>
  readonly #underWay = new Map<string, number>()
  readonly #outbox: Pipe<Mutation>
  readonly #inbox: Pipe<OrderedMutation>
  readonly #events: Pipe<StorageEventLike>
  #isDead = false
  /** Called whenever what can be read here may have become another, by its own doing or by another tab's. */
  onChange: (key: string, isOwn: boolean) => void = () => undefined

  constructor(name: string, backend: TabBackend, deliver: Deliver, window: TabEvents) {
    this.#name = name
    this.#window = window
    this.#backend = backend
    this.#copy = new Map(backend.items)
    this.#outbox = new Pipe(`${name} to the backend`, deliver, (mutation) => backend.receive(mutation))
    this.#inbox = new Pipe(`the backend to ${name}`, deliver, (mutation) => this.#receive(mutation))
    this.#events = new Pipe(`event in ${name}`, deliver, (event) => window.hear(event))
    backend.connect(name, (mutation) => this.#inbox.send(mutation))
  }

  /** What can be read here. */
  get copy(): ReadonlyMap<string, string> {
    return this.#copy
  }

  /** `localStorage` of one of the two windows. */
  storageOf(window: Mutation['window']): StorageLike {
    const copy = this.#copy
    return {
      get length() {
        return copy.size
      },
      key: (index) => [...copy.keys()][index] ?? null,
      getItem: (key) => copy.get(key) ?? null,
      setItem: (key, newValue) => this.#write(window, key, newValue),
      removeItem: (key) => this.#write(window, key, null),
    }
  }

  /** What it writes stays under way to the backend until it is let go. */
  hold(): void {
    this.#outbox.hold()
  }

  letGo(): void {
    this.#outbox.letGo()
  }

  /** It is killed: of what it has sent, the first `sent` changes arrive, and the others are lost. */
  kill(sent: number): void {
    this.#isDead = true
    this.#backend.disconnect(this.#name)
    this.#outbox.cut(sent)
    this.#inbox.cut(0)
    this.#events.cut(0)
  }

  #write(window: Mutation['window'], key: string, newValue: string | null): void {
    // As the standard has it, writing what is there already is nothing.
    if (this.#isDead || newValue === (this.#copy.get(key) ?? null)) return
    apply(this.#copy, { key, newValue })
    this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1)
    this.#outbox.send({ tab: this.#name, window, key, newValue })
    this.onChange(key, true)
  }

  #receive({ tab, window, key, oldValue, newValue }: OrderedMutation): void {
    const underWay = this.#underWay.get(key) ?? 0
    if (tab === this.#name) this.#underWay.set(key, underWay - 1)
    else if (underWay === 0) apply(this.#copy, { key, newValue })
    // A window is told of all changes but those that it made itself.
    const isToldOf = tab !== this.#name || window === 'frame'
    if (isToldOf && this.#window.isListening()) this.#events.send({ key, oldValue, newValue })
    if (tab !== this.#name) this.onChange(key, false)
  }
}
