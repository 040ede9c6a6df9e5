import { expect } from 'vitest'
import type { SharedApp } from './shared-app.js'

/** Invites a user to a shared book of ada's, and lets the user accept. */
export async function addMember(
  { ask }: Pick<SharedApp, 'ask'>,
  bookId: string,
  user: string,
  role: string,
): Promise<void> {
  const invited = await ask('PUT', `/books/${bookId}/members/${user}`, { body: { role } })
  const accepted = await ask('POST', `/books/${bookId}/accept`, { user })
  expect([invited.status, accepted.status]).toEqual([200, 200])
}
