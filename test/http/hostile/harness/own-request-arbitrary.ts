import * as fc from 'fast-check'
import { hostileBody, hostileText, hostileValue } from '../../fuzz/hostile.js'
import { headersArbitrary } from '../../fuzz/request-arbitrary.js'

/** A request to the routes that the example server adds to those of the API. */
export interface OwnRequest {
  readonly method: string
  /** With `{id}` and `{user}` in it. */
  readonly path: string
  readonly id: BookRef
  readonly member: string
  readonly body: string | Uint8Array<ArrayBuffer> | null
  readonly headers: Readonly<Record<string, string>>
  readonly caller: Caller
}

/**
 * Who sends it: one of those who share books, or the one who made the book in question; somebody with a token of theirs
 * that was changed; or nobody.
 */
export type Caller = Member | 'maker' | 'forger' | 'nobody'

/** Those who share books with each other. */
export const members = ['ada', 'bob', 'carol'] as const

/** One of {@link members}. */
export type Member = (typeof members)[number]

/** The book that was made at a place, written as it is or otherwise; that of eve, who is not one of them; or a text. */
type BookRef =
  | { readonly made: number; readonly spelling: number }
  | { readonly ofEve: true; readonly spelling: number }
  | { readonly text: string }

/** Ways to write the id of a book. The first is the right one. */
export const spellings: readonly ((id: string) => string)[] = [
  (id) => id,
  (id) => id.toUpperCase(),
  (id) => `${id}%00`,
  (id) => `${id}%20`,
  (id) => `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
  (id) => id.slice(0, -1),
  (id) => id + id,
  (id) => `shared:${id}`,
  (id) => `x/../${id}`,
  (id) => `${id};role=owner`,
]

const spelling = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.nat(spellings.length - 1))

const bookRef: fc.Arbitrary<BookRef> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ made: fc.nat(20), spelling }) },
  { weight: 2, arbitrary: fc.record({ ofEve: fc.constant<true>(true), spelling }) },
  {
    weight: 1,
    arbitrary: fc.oneof(fc.uuid(), hostileText).map((text) => ({ text: encoded(text) })),
  },
)

/** Text as part of a path. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'))
}

const memberText = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<string>(...members, ...members, 'eve', 'nobody') },
  { weight: 1, arbitrary: fc.oneof(hostileText, fc.constant('x'.repeat(100))).map(encoded) },
)

const name = fc.oneof(fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }), fc.constant('Household'))
const role = fc.constantFrom('owner', 'editor', 'viewer')

/** A body of one field: as it should be, nearly so, or nothing of the kind. */
function bodyOf(field: string, valid: fc.Arbitrary<unknown>): fc.Arbitrary<OwnRequest['body']> {
  const others = fc.constantFrom(
    `{"${field}":"owner","${field}":"viewer"}`,
    `{"__proto__":{"${field}":"owner"}}`,
    `{"${field}":"owner","__proto__":{"role":"owner"}}`,
    `{"${field}":"owner","constructor":{"prototype":{}}}`,
    `{"${field}":"${'x'.repeat(9_000)}"}`,
    `{"${field}":1${'0'.repeat(400)}}`,
    `{"${field}":["owner"]}`,
  )
  return fc.oneof(
    { weight: 8, arbitrary: valid.map((value) => JSON.stringify({ [field]: value })) },
    { weight: 2, arbitrary: hostileValue.map((value) => JSON.stringify({ [field]: value })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(valid, hostileValue)
        .map(([value, extra]) => JSON.stringify({ [field]: value, extra })),
    },
    { weight: 1, arbitrary: others },
    { weight: 1, arbitrary: hostileBody },
  )
}

const nothing = fc.constant(null)

// The routes, the method that each has, its body, and how often it is asked for.
const routes: readonly [
  method: string,
  path: string,
  body: fc.Arbitrary<OwnRequest['body']>,
  weight: number,
][] = [
  ['GET', '/books', nothing, 3],
  ['POST', '/books', bodyOf('name', name), 5],
  ['DELETE', '/books/{id}', nothing, 1],
  ['GET', '/books/{id}/members', nothing, 4],
  ['PUT', '/books/{id}/members/{user}', bodyOf('role', role), 12],
  ['POST', '/books/{id}/accept', fc.option(hostileBody), 8],
  ['DELETE', '/books/{id}/members/{user}', nothing, 5],
  ['GET', '/books/{id}/api/months/', nothing, 2],
  ['POST', '/books/{id}/api/budgets/create/', bodyOf('name', name), 2],
  ['POST', '/sign-out', fc.option(hostileBody), 1],
  ['GET', '/healthz', nothing, 1],
  ['GET', '/readyz', nothing, 1],
  ['GET', '/metrics', nothing, 1],
]

const callers = fc.oneof(
  { weight: 14, arbitrary: fc.constantFrom<Caller>('maker', 'maker', 'maker', 'maker', ...members) },
  { weight: 1, arbitrary: fc.constantFrom<Caller>('forger', 'nobody') },
)

const elsewhere: fc.Arbitrary<Partial<OwnRequest>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND')
      .map((method) => ({ method })),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(
        hostileText.map(encoded),
        fc.constantFrom(
          'books/',
          'books//members',
          'books/{id}/',
          'books/{id}/api',
          '%62ooks',
          'BOOKS',
          'books/{id}/members/',
        ),
      )
      .map((text) => ({ path: `/${text}` })),
  },
)

/** Requests of every own route, most of them valid or nearly so; some of no route at all. */
export const ownRequests: fc.Arbitrary<OwnRequest> = fc
  .tuple(
    fc.oneof(
      ...routes.map(([method, path, body, weight]) => ({
        weight,
        arbitrary: fc.record({
          method: fc.constant(method),
          path: fc.constant(path),
          id: bookRef,
          member: memberText,
          body,
          headers: headersArbitrary,
          caller: callers,
        }),
      })),
    ),
    elsewhere,
  )
  .map(([request, other]) => ({ ...request, ...other }))
