// Whatever owners, members, invited users and others do to the members of a book, it comes to what a small model says.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { addMember } from './add-member.js'
import { startSharedApp, type SharedApp } from './shared-app.js'

const users = ['ada', 'bob', 'carol'] as const
type User = (typeof users)[number]

interface Step {
  readonly kind: 'put' | 'accept' | 'remove'
  readonly caller: User
  /** Whom to put or to remove. */
  readonly user: User
  /** What to put. */
  readonly role: string
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('put', 'accept', 'remove'),
    // ada made the book. The others have more to do if she invites them often.
    caller: fc.constantFrom('ada', 'ada', 'bob', 'carol'),
    user: fc.constantFrom(...users),
    role: fc.constantFrom('owner', 'editor', 'viewer'),
  }),
  { minLength: 20, maxLength: 40, size: 'max' },
)

interface Member {
  readonly role: string
  readonly accepted: boolean
}
type Members = ReadonlyMap<User, Member>

const isOwner = ({ role, accepted }: Member) => accepted && role === 'owner'

/** What a step is answered, and the members after it. */
function expected(members: Members, { kind, caller, user, role }: Step): [status: number, members: Members] {
  const self = members.get(caller)
  if (kind === 'accept') {
    if (!self) return [404, members]
    return [200, new Map([...members, [caller, { ...self, accepted: true }]])]
  }
  if (kind === 'put' || user !== caller) {
    if (!self?.accepted) return [404, members]
    if (!isOwner(self)) return [403, members]
  }
  const next = new Map(members)
  if (kind === 'put') next.set(user, { role, accepted: members.get(user)?.accepted ?? false })
  else if (!next.delete(user)) return [404, members]
  return [...next.values()].some(isOwner) ? [200, next] : [409, members]
}

async function statusOf({ ask }: SharedApp, id: string, { kind, caller, user, role }: Step): Promise<number> {
  const path = `/books/${id}/members/${user}`
  const sent = {
    put: async () => ask('PUT', path, { user: caller, body: { role } }),
    accept: async () => ask('POST', `/books/${id}/accept`, { user: caller }),
    remove: async () => ask('DELETE', path, { user: caller }),
  }
  return (await sent[kind]()).status
}

it('the members of a book follow the model, and only those who accepted get in', async () => {
  const app = await startSharedApp()
  const reached = new Set<string>()
  await fc.assert(
    fc.asyncProperty(steps, async (made) => {
      const id = (await app.ask('POST', '/books', { body: { name: 'Household' } })).json.data.id as string
      await addMember(app, id, 'carol', 'editor')
      let members: Members = new Map([
        ['ada', { role: 'owner', accepted: true }],
        ['carol', { role: 'editor', accepted: true }],
      ])
      for (const step of made) {
        const [status, next] = expected(members, step)
        expect([step, await statusOf(app, id, step)]).toEqual([step, status])
        reached.add(`${step.kind} ${status}`)
        members = next
      }
      for (const user of users) {
        const { json } = await app.ask('GET', '/books', { user })
        const listed = (json.data as { id: string }[]).filter((book) => book.id === id)
        const member = members.get(user)
        expect(listed).toEqual(member ? [{ id, name: 'Household', ...member }] : [])
        const { status } = await app.ask('GET', `/books/${id}/api/usersettings/`, { user })
        expect([user, status]).toEqual([user, member?.accepted ? 200 : 404])
      }
    }),
    { numRuns: 40 },
  )
  // The steps reach each answer.
  expect([...reached].sort()).toEqual([
    'accept 200',
    'accept 404',
    'put 200',
    'put 403',
    'put 404',
    'put 409',
    'remove 200',
    'remove 403',
    'remove 404',
    'remove 409',
  ])
})
