import * as fc from 'fast-check'
import type { OpenApiDocument } from '../harness/document.js'

/** The parts of a JSON schema that the document has. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly additionalProperties?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

/** The id of the n-th thing that was made: of all, or of the user's own that fit the place. */
export interface MadeId {
  readonly made: number
  readonly fits: boolean
}

/** Ids of what is there by then, most of them fit. */
export const madeId: fc.Arbitrary<MadeId> = fc.record({
  made: fc.nat(60),
  fits: fc.constantFrom(true, true, true, true, false),
})

/**
 * Values that a schema describes: what a client makes that was generated from the document. Ids are places in what was
 * made.
 */
export function valueOf(document: OpenApiDocument, schema: Schema): fc.Arbitrary<unknown> {
  const { $ref } = schema
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1) ?? ''
    return valueOf(document, document.components.schemas[name] ?? {})
  }
  const types = Array.isArray(schema.type) ? (schema.type as readonly string[]) : [String(schema.type)]
  return fc.oneof(...types.map((type) => typed(document, schema, type)))
}

function typed(document: OpenApiDocument, schema: Schema, type: string): fc.Arbitrary<unknown> {
  const { minimum = -10_000, maximum = 10_000 } = schema
  if (type !== 'null' && isId(schema)) return madeId
  if (type !== 'null' && schema.enum) return fc.constantFrom(...schema.enum)
  switch (type) {
    case 'null':
      return fc.constant(null)
    case 'integer':
      return fc.integer({ min: minimum, max: maximum })
    case 'number':
      return fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100)
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valueOf(document, schema.items ?? {}), { maxLength: 3 })
    case 'object':
      return schema.additionalProperties ? anyObject : objectOf(document, schema)
    default:
      return textOf(schema)
  }
}

const anyObject = fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })

function isId({ minLength, maxLength }: Schema): boolean {
  return minLength === 1 && maxLength === 200
}

function objectOf(
  document: OpenApiDocument,
  { properties = {}, required = [] }: Schema,
): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, field]): [string, fc.Arbitrary<unknown>] => [
    name,
    valueOf(document, field),
  ])
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
}

function textOf({ pattern, format, minLength = 0, maxLength = 30 }: Schema): fc.Arbitrary<string> {
  if (format === 'date') {
    return fc
      .date({ min: new Date('2026-01-01'), max: new Date('2026-04-30'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
  }
  if (format === 'date-time') return fc.constantFrom('2999-12-31T23:59:59.999Z', '2020-01-01T00:00:00.000Z')
  if (pattern?.includes('(0[1-9]|1[0-2])')) {
    return fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-02-01', '2026-03-01', '9999-12', '0001-01')
  }
  if (pattern === '^[A-Z]{3}$') return fc.constantFrom('USD', 'EUR', 'CHF', 'JPY', 'KWD', 'XXX', 'ABC')
  if (pattern !== undefined) {
    const matching = fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= 40)
    // Of what an amount's pattern matches, most has more decimals than the currency.
    const cents = fc.nat(300_000).map((units) => (units / 100).toFixed(2))
    return /^\^(?:-\?)?\\d/.test(pattern) ? fc.oneof({ weight: 4, arbitrary: cents }, matching) : matching
  }
  return fc.string({ minLength, maxLength: Math.min(maxLength, 30), unit: 'grapheme' })
}
