import type { JsonObject } from 'budgetbook'

/** The parts of an OpenAPI document that the tests look at. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly responses: Readonly<Record<string, DocumentedAnswer>>
    readonly schemas: Readonly<Record<string, JsonObject>>
  }
}

/** One method of a path. */
interface Operation {
  readonly operationId: string
  readonly security?: readonly unknown[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonObject }>> }
  readonly responses: Readonly<Record<string, DocumentedAnswer>>
}

/** A parameter of an operation. */
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: JsonObject
}

/** An answer of an operation. */
export interface DocumentedAnswer {
  readonly description: string
  readonly headers: Readonly<Record<string, { readonly required: boolean }>>
  /** One type: `application/json`, or that of a file. */
  readonly content: Readonly<
    Record<
      string,
      {
        readonly schema: JsonObject
        readonly example?: unknown
        readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
      }
    >
  >
}

/** The type of an answer's body, and what is said about it. */
export function contentOf({ content }: DocumentedAnswer) {
  const [entry, ...others] = Object.entries(content)
  if (entry === undefined || others.length > 0) throw new Error('An answer has one type')
  const [type, media] = entry
  return { type, ...media }
}

/** An operation, and where it is. */
export interface PlacedOperation {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** Every operation of a document. */
export function operationsOf({ paths }: OpenApiDocument): PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
}

/** The path of the document that a request's path belongs to, with or without the slash at its end. */
export function templateOf({ paths }: OpenApiDocument, pathname: string): string | undefined {
  const asked = pathname.replace(/\/$/, '')
  const literal = Object.keys(paths).find((path) => path.replace(/\/$/, '') === asked)
  if (literal !== undefined) return literal
  return Object.keys(paths).find((path) => {
    const pattern = path.replace(/\/$/, '').replace(/\{\w+\}/g, '[^/]+')
    return new RegExp(`^${pattern}$`).test(asked)
  })
}

/** A path of a document with something in the place of each parameter. */
export function pathWith(path: string, { id = 'none', month = '2026-02' } = {}): string {
  return path.replace('{id}', id).replace('{month}', month)
}
