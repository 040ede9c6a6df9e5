import { native, put, type EventLike, type ListenerLike, type TargetLike } from './platform.js'

/** An event target whose listeners are known: events can be kept from them, and told later, or others instead. */
export class HeardTarget {
  readonly #target: TargetLike
  #listeners: { readonly type: string; readonly listener: ListenerLike; readonly isOnce: boolean }[] = []

  constructor(target: TargetLike) {
    this.#target = target
    put(target, 'addEventListener', (type: string, listener: ListenerLike | null, options?: unknown) => {
      native(target, 'addEventListener', type, listener, options)
      if (!listener || this.#listeners.some((one) => one.type === type && one.listener === listener)) return
      const isOnce = (options as { readonly once?: unknown } | undefined)?.once === true
      this.#listeners.push({ type, listener, isOnce })
    })
    put(target, 'removeEventListener', (type: string, listener: ListenerLike | null, options?: unknown) => {
      native(target, 'removeEventListener', type, listener, options)
      this.#forget(type, listener)
    })
  }

  /** Hears of an event before everyone else, and keeps it from them by giving `true`. */
  intercept(type: string, keeps: () => boolean): void {
    const listener = (event: EventLike): void => {
      if (keeps()) event.stopImmediatePropagation()
    }
    native(this.#target, 'addEventListener', type, listener, true)
  }

  /**
   * Tells everyone who listens of an event that did not happen, or was kept, and then those who listen to the targets
   * that it bubbles to; gives whether somebody prevented its default.
   */
  tell(type: string, bubblesTo: readonly HeardTarget[] = []): boolean {
    const event = new ToldEvent(type, this.#target)
    for (const heard of [this, ...bubblesTo]) {
      if (!event.isStopped) heard.#tell(event)
    }
    return event.defaultPrevented
  }

  #tell(event: ToldEvent): void {
    event.currentTarget = this.#target
    for (const { listener, isOnce } of this.#listeners.filter(({ type }) => type === event.type)) {
      if (isOnce) this.#forget(event.type, listener)
      if (typeof listener === 'function') listener.call(this.#target, event)
      else listener.handleEvent(event)
    }
    const handler: unknown = Reflect.get(this.#target, `on${event.type}`)
    if (typeof handler === 'function') handler.call(this.#target, event)
  }

  #forget(type: string, listener: ListenerLike | null): void {
    this.#listeners = this.#listeners.filter((one) => one.type !== type || one.listener !== listener)
  }
}

/** What listeners are told; a platform's own event cannot be sent a second time. */
class ToldEvent implements EventLike {
  readonly type: string
  readonly target: TargetLike
  currentTarget: TargetLike
  defaultPrevented = false
  isStopped = false

  constructor(type: string, target: TargetLike) {
    this.type = type
    this.target = target
    this.currentTarget = target
  }

  preventDefault(): void {
    this.defaultPrevented = true
  }

  stopPropagation(): void {
    this.isStopped = true
  }

  stopImmediatePropagation(): void {
    this.isStopped = true
  }
}
