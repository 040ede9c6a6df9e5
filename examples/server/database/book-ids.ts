import { createHash } from 'node:crypto'

/**
 * The id of the book that a user makes under an `Idempotency-Key`: the same one each time. So no table has to keep which
 * keys were used. It names neither the user nor the key.
 */
export function bookIdUnder(key: string, user: string): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([user, key]))
    .digest('hex')
  // UUIDs of version 8 may hold values of your own.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
