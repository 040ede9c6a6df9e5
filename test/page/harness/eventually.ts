import { expect } from 'vitest'

/** Expects something of what is read, as soon as it holds: this machine may be busy. */
export function eventually<Value>(read: () => Value | Promise<Value>, what?: string) {
  return expect.poll(read, {
    timeout: 30_000,
    interval: 20,
    ...(what === undefined ? {} : { message: what }),
  })
}
