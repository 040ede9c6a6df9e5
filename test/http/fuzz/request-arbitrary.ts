import * as fc from 'fast-check'
import { operationsOf, type OpenApiDocument, type PlacedOperation } from '../harness/document.js'
import { hostileBody, hostileText, hostileValue } from './hostile.js'
import { importFields } from './import-arbitrary.js'
import { madeId, valueOf, type MadeId, type Schema } from './schema-arbitrary.js'

/** A request, but for ids: those that are there by then have their places counted. */
export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly id: Id
  readonly month: string
  readonly query: readonly (readonly [string, string | Id])[]
  readonly body: Body | null
  readonly headers: Readonly<Record<string, string>>
  readonly user: string | null
  readonly slash: boolean
}

/** The id of a thing that was made, or text. */
export type Id = MadeId | { readonly text: string }

/** A body by its fields, which may hold made ids; a document that was exported; or a body as it is. */
export type Body =
  | { readonly fields: Readonly<Record<string, unknown>> }
  | { readonly exportOf: string; readonly spoiled: Readonly<Record<string, unknown>> }
  | { readonly raw: string | Uint8Array<ArrayBuffer> }

const idArbitrary: fc.Arbitrary<Id> = fc.oneof(
  { weight: 6, arbitrary: madeId },
  { weight: 1, arbitrary: fc.record({ text: hostileText }) },
)

const monthArbitrary: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('2026-01', '2026-02', '2026-03-01') },
  { weight: 1, arbitrary: hostileText },
)

/** Requests of every operation of a document, most of them valid or nearly so; some of no operation at all. */
export function fuzzRequests(document: OpenApiDocument): fc.Arbitrary<FuzzRequest> {
  const operations = operationsOf(document).map((placed) => requestOf(document, placed))
  return fc.oneof(
    { weight: 19, arbitrary: fc.oneof(...operations) },
    { weight: 1, arbitrary: fc.oneof(...operations).chain(elsewhere) },
  )
}

function requestOf(
  document: OpenApiDocument,
  { path, method, operation }: PlacedOperation,
): fc.Arbitrary<FuzzRequest> {
  const content = operation.requestBody?.content['application/json']
  return fc.record({
    method: fc.constant(method),
    path: fc.constant(path),
    id: idArbitrary,
    month: monthArbitrary,
    query: queryOf(document, operation.parameters ?? []),
    body: content
      ? fc.oneof(bodyOf(document, content.schema), ...(ownBodies[operation.operationId] ?? []))
      : fc.constant(null),
    headers: headersArbitrary,
    user: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('ada', 'ada', 'bob') },
      { weight: 1, arbitrary: fc.constantFrom(null, '', 'a b') },
    ),
    slash: fc.boolean(),
  })
}

/** The same request by another method, or to another path. */
function elsewhere(request: FuzzRequest): fc.Arbitrary<FuzzRequest> {
  return fc.oneof(
    fc
      .constantFrom('PATCH', 'OPTIONS', 'HEAD', 'DELETE', 'POST', 'PROPFIND')
      .map((method) => ({ ...request, method })),
    fc.string({ maxLength: 20 }).map((text) => ({ ...request, path: `/api/${encodeURIComponent(text)}/` })),
  )
}

function queryOf(
  document: OpenApiDocument,
  parameters: NonNullable<PlacedOperation['operation']['parameters']>,
): fc.Arbitrary<FuzzRequest['query']> {
  const known = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => {
      const valid = valueOf(document, schema as Schema).map(String)
      const value =
        name === 'category'
          ? idArbitrary
          : fc.oneof({ weight: 5, arbitrary: valid }, { weight: 1, arbitrary: hostileText })
      return fc.option(
        value.map((chosen) => [name, chosen] as const),
        { freq: 1 },
      )
    })
  const unknown = fc.option(
    fc.tuple(fc.constantFrom('months', 'x', '__proto__x', 'limit', ''), hostileText),
    { freq: 1 },
  )
  const rarely = fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: unknown })
  return fc.tuple(...known, rarely).map((entries) => entries.filter((entry) => entry !== null))
}

function bodyOf(document: OpenApiDocument, schema: Schema): fc.Arbitrary<Body> {
  const valid = valueOf(document, schema) as fc.Arbitrary<Record<string, unknown>>
  const names = fc.constantFrom(...fieldsOf(document, schema), 'extra')
  const spoiled = fc
    .tuple(valid, names, hostileValue)
    .map(([fields, field, value]) => ({ fields: { ...fields, [field]: value } }))
  return fc.oneof(
    { weight: 8, arbitrary: valid.map((fields) => ({ fields })) },
    { weight: 3, arbitrary: spoiled },
    { weight: 1, arbitrary: hostileBody.map((raw) => ({ raw })) },
  )
}

function fieldsOf(document: OpenApiDocument, { $ref, properties = {} }: Schema): string[] {
  const name = $ref?.split('/').at(-1)
  return name === undefined
    ? Object.keys(properties)
    : fieldsOf(document, document.components.schemas[name] ?? {})
}

// What was exported when the run began, of the caller or of another user, mostly as it was.
const exportArbitrary: fc.Arbitrary<Body> = fc.record({
  exportOf: fc.constantFrom('ada', 'bob'),
  spoiled: fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'format',
            'version',
            'checksum',
            'settings',
            'categories',
            'groups',
            'expenses',
            'holds',
          ),
          fc.oneof(hostileValue, fc.constantFrom('1.0', '1.9', '2.0')),
        )
        .map(([field, value]) => ({ [field]: value })),
    },
  ),
})

// Bodies that the schema of an operation alone hardly ever gives.
const ownBodies: Readonly<Record<string, readonly fc.Arbitrary<Body>[]>> = {
  importBook: [exportArbitrary, exportArbitrary],
  importExpenses: Array.from({ length: 3 }, () => importFields.map((fields) => ({ fields }))),
}

const headerText = hostileText.map((text) => text.replace(/[^\x20-\x7e\x80-\xff]/g, '?').trim())

const tagText = fc.oneof(fc.constantFrom('*', 'W/"x"', '"x", "y"', '"', `"${'0'.repeat(32)}"`), headerText)

/** Headers that an API looks at, few of them as it wants them. */
export const headersArbitrary: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom({}, { 'Content-Type': 'application/json; charset=UTF-8' }) },
      {
        weight: 1,
        arbitrary: fc
          .oneof(
            fc.constantFrom('text/plain', 'application/xml', 'application/json;charset=latin1'),
            headerText,
          )
          .map((type) => ({ 'Content-Type': type })),
      },
    ),
    fc.oneof(
      { weight: 12, arbitrary: fc.constant({}) },
      { weight: 4, arbitrary: fc.nat(4).map((key) => ({ 'Idempotency-Key': `key ${key}` })) },
      { weight: 1, arbitrary: headerText.map((key) => ({ 'Idempotency-Key': key })) },
    ),
    fc.oneof(
      { weight: 20, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: headerText.map((text) => ({ 'X-Request-Id': text })) },
      { weight: 1, arbitrary: headerText.map((text) => ({ 'Last-Event-ID': text })) },
      { weight: 1, arbitrary: tagText.map((text) => ({ 'If-Match': text })) },
      { weight: 1, arbitrary: tagText.map((text) => ({ 'If-None-Match': text })) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          { 'Content-Encoding': 'gzip' },
          { 'Content-Length': '3' },
          { Accept: 'text/html' },
        ),
      },
    ),
  )
  .map(([type, key, other]) => ({ ...type, ...key, ...other }))
