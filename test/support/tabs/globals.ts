import type {
  FrameLike,
  LockManagerLike,
  RuntimeGlobals,
  StorageEventLike,
  StorageLike,
} from '../../../src/adapters/local-storage/platform.js'
import type { TabEvents } from './process.js'

/** The globals of a tab's main window. */
export type TabGlobals = Required<RuntimeGlobals>

type Listener = (event: StorageEventLike) => void

/** What a tab's main window offers, and what happens to it from outside. */
export interface TabWindow extends TabEvents {
  readonly globals: TabGlobals
  /** Time passes: whatever timers are running come to their end. */
  readonly endTimers: () => void
}

/** A window over the storage of its process; its timers never end by themselves. */
export function tabWindow(
  storageOf: (window: 'main' | 'frame') => StorageLike,
  locks: LockManagerLike,
): TabWindow {
  const listeners = new Set<Listener>()
  const timers = new Map<number, () => void>()
  const frames = new Set<FrameLike>()
  let timersStarted = 0
  return {
    globals: {
      localStorage: storageOf('main'),
      navigator: { locks },
      AbortController,
      document: {
        documentElement: { append: (frame) => void frames.add(frame) },
        createElement: () => tabFrame(frames, storageOf('frame')),
      },
      addEventListener: (_, listener) => void listeners.add(listener),
      removeEventListener: (_, listener) => void listeners.delete(listener),
      setTimeout: (callback) => {
        timers.set(++timersStarted, callback)
        return timersStarted
      },
      clearTimeout: (timer) => void timers.delete(timer as number),
    },
    isListening: () => listeners.size > 0,
    hear: (event) => {
      for (const listener of [...listeners]) listener(event)
    },
    endTimers: () => {
      const ending = [...timers.values()]
      timers.clear()
      for (const callback of ending) callback()
    },
  }
}

function tabFrame(connected: Set<FrameLike>, localStorage: StorageLike): FrameLike {
  const frame: FrameLike = {
    hidden: false,
    get isConnected() {
      return connected.has(frame)
    },
    get contentWindow() {
      return frame.isConnected ? { localStorage } : null
    },
    remove: () => void connected.delete(frame),
  }
  return frame
}
