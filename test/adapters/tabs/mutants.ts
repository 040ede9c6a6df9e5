import type { StorageEventLike } from '../../../src/adapters/local-storage/platform.js'
import type { Arrange } from './tab-race.js'

/** Everybody gets a lock at once. */
const withoutLocks: Arrange = (globals) => ({
  ...globals,
  navigator: { locks: { request: async (_name, _options, callback) => callback() } },
})

/** The first time under a lock that the barrier is passed, or the second, its event comes at once, from nowhere. */
function withoutPass(omitted: 1 | 2): Arrange {
  return (globals) => {
    const { document, navigator } = globals
    const listeners = new Set<(event: StorageEventLike) => void>()
    let passes = 0
    return {
      ...globals,
      navigator: {
        locks: {
          request: async (name, options, callback) =>
            navigator.locks!.request(name, options, async () => {
              passes = 0
              return callback()
            }),
        },
      },
      document: {
        ...document,
        createElement: (name) => {
          const frame = document.createElement(name)
          const inner = Object.getOwnPropertyDescriptor(frame, 'contentWindow')!
          const contentWindow = (): typeof frame.contentWindow => {
            const { localStorage } = inner.get!.call(frame) as NonNullable<typeof frame.contentWindow>
            const setItem = (key: string, newValue: string): void => {
              if (++passes !== omitted) localStorage.setItem(key, newValue)
              else for (const listener of listeners) listener({ key, oldValue: null, newValue })
            }
            return {
              localStorage: Object.assign(Object.create(localStorage), { setItem }) as typeof localStorage,
            }
          }
          return Object.defineProperty(frame, 'contentWindow', { get: contentWindow })
        },
      },
      addEventListener: (type, listener) => {
        listeners.add(listener)
        globals.addEventListener(type, listener)
      },
      removeEventListener: (type, listener) => {
        listeners.delete(listener)
        globals.removeEventListener(type, listener)
      },
    }
  }
}

/** Whatever of the three is missing, writers lose what others wrote. */
export const mutants: Readonly<Record<string, Arrange>> = {
  'no lock': withoutLocks,
  'no wait before reading': withoutPass(1),
  'no wait after writing': withoutPass(2),
}
