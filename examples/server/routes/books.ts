import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import * as z from 'zod'
import { requireUser } from '../access/identify.js'
import { bookIdUnder } from '../database/book-ids.js'
import { addBook, booksOf, hasOtherName, membershipOf } from '../database/books.js'
import { markDeleted } from '../database/deleted-books.js'
import type { Limits } from '../database/limits.js'
import type { AppDatabase } from '../database/tables.js'
import type { AppEnvironment } from '../environment.js'
import { refuse, refuseUnknown } from '../errors.js'
import { readBody, shortBody } from './input.js'
import { refuseUndone } from './refuse-undone.js'
import { refuseSignedOut, requireOwner } from './require-owner.js'

const keyHeader = 'Idempotency-Key'

const length = 'A name has 1 to 100 characters'

const newBook = z.strictObject(
  {
    name: z
      .string('A name is a text')
      .trim()
      .min(1, length)
      .max(100, length)
      // Half of a surrogate pair is not a character: a database may refuse it.
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'A name has no control characters, and whole characters only'),
  },
  'The body is an object with a name, and nothing else',
)

/** Adds the routes of the list of shared books. `remove` deletes what is in a book. */
export function bookRoutes(
  db: AppDatabase,
  limits: Limits,
  remove: (bookId: string) => Promise<void>,
): Hono<AppEnvironment> {
  const app = new Hono<AppEnvironment>({ strict: false })
  app.get('/books', requireUser, async (context) => {
    const data = await booksOf(db, context.get('user'))
    return context.json({ message: 'Books', count: data.length, data })
  })
  app.post('/books', requireUser, shortBody, async (context) => {
    const key = context.req.header(keyHeader)
    const problem = key === undefined ? null : problemOf(key)
    if (problem !== null) return refuse(context, 'invalid_input', { [keyHeader]: [problem] })
    const input = await readBody(context, newBook)
    if ('refusal' in input) return input.refusal
    const refusal = await refuseSignedOut(context, db)
    if (refusal) return refusal
    return makeBook(context, { db, limits, name: input.body.name, key })
  })
  app.delete('/books/:id', requireUser, requireOwner(db), async (context) => {
    const id = context.req.param('id')
    // First the book is closed to everybody, then its contents are deleted. If the process ends in between,
    // finishDeletions does it.
    await markDeleted(db, id)
    await remove(id)
    return context.json({ message: 'Book deleted' })
  })
  return app
}

/** What is wrong with a key, in the words of the API. */
function problemOf(key: string): string | null {
  if (key.length < 1) return 'At least 1 character is needed'
  return key.length > 200 ? 'At most 200 characters are allowed' : null
}

interface MakeBook {
  readonly db: AppDatabase
  readonly limits: Limits
  readonly name: string
  readonly key: string | undefined
}

/** Makes a shared book. Under an `Idempotency-Key` it is made once, however often the request arrives. */
async function makeBook(
  context: Context<AppEnvironment>,
  { db, limits, name, key }: MakeBook,
): Promise<Response> {
  const user = context.get('user')
  const id = key === undefined ? randomUUID() : bookIdUnder(key, user)
  const added = await addBook(db, { id, name }, user, limits)
  if ('undone' in added) return refuseUndone(context, added.undone, limits)
  if (!added.done && (await hasOtherName(db, id, name))) {
    const text = `The ${keyHeader} was used for another request`
    return refuse(context, 'operation_mismatch', text, {}, { idempotency_key: key ?? '' })
  }
  // If the request is a repeated one, the book may be gone by now, or the user may have another role in it.
  const membership = await membershipOf(db, id, user)
  if (!membership) return refuseUnknown(context)
  return context.json({ message: 'Book created', data: { id, name, ...membership } }, 201)
}
