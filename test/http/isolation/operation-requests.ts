import { operationsOf, type OpenApiDocument, type PlacedOperation } from '../harness/document.js'
import type { Things } from './filled-book.js'

/** A request that the OpenAPI document describes. */
export interface OperationRequest {
  readonly operation: string
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

// The fields of a body that hold an id, unless they hold a month.
const idFields = new Set(['category', 'group', 'before', 'from', 'into', 'default_category'])

/** A body with an id in each place for one. */
function withId(value: unknown, id: string, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withId(item, id, field))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, withId(member, id, fieldOf(key, field))]),
    )
  }
  const isMonth = typeof value === 'string' && /^\d{4}-\d\d/.test(value)
  return idFields.has(field) && !isMonth ? id : value
}

// The category of a row of a file is its name. The map `categories` says which id a name stands for.
function fieldOf(key: string, parent: string): string {
  if (parent === 'rows') return ''
  return parent === 'categories' ? 'category' : key
}

/** Requests of every operation: with each of the ids in the path, in the query and in the body of the example. */
export function requestsWithIds(document: OpenApiDocument, ids: readonly string[]): OperationRequest[] {
  return operationsOf(document).flatMap((placed) => {
    const requests = ids.flatMap((id) => requestsWithId(placed, id))
    const known = new Map(requests.map((request) => [JSON.stringify(request), request]))
    return [...known.values()]
  })
}

function requestsWithId(placed: PlacedOperation, id: string): OperationRequest[] {
  const { method, operation } = placed
  const path = pathOf(placed, id)
  const body = withId(exampleOf(placed), id)
  const request = { operation: operation.operationId, method, ...(body === undefined ? {} : { body }) }
  const hasCategory = operation.parameters?.some(({ name }) => name === 'category') === true
  return [{ ...request, path }, ...(hasCategory ? [{ ...request, path: `${path}?category=${id}` }] : [])]
}

function pathOf({ path }: PlacedOperation, id: string): string {
  return path.replace('{id}', encodeURIComponent(id)).replace('{month}', '2026-02')
}

function exampleOf({ operation }: PlacedOperation): unknown {
  const content = operation.requestBody?.content['application/json'] as { example?: unknown } | undefined
  return content?.example
}

// Which thing an operation with an id in its path is about.
const kindOfPath = [
  [/^\/api\/groups\//, 'group'],
  [/^\/api\/budgets\/budgets\//, 'budget'],
  [/^\/api\/expenses\//, 'expense'],
  [/^\/api\/holds\//, 'hold'],
  [/^\/api\/history\//, 'entry'],
  [/^\/api\//, 'category'],
] as const

/** The request of an operation that succeeds in a book that has these things, with a spare category and group. */
export function fittingRequest(
  placed: PlacedOperation,
  things: Things,
  spare: { readonly category: string; readonly group: string; readonly document: unknown },
): OperationRequest {
  const { operationId } = placed.operation
  const [, kind] = kindOfPath.find(([pattern]) => pattern.test(placed.path)) ?? [null, 'category' as const]
  // What has a budget cannot be deleted.
  const removed = { deleteCategory: spare.category, deleteGroup: spare.group }
  const id = removed[operationId as keyof typeof removed] ?? things[kind]
  const example = withId(exampleOf(placed), things.category)
  const body = bodies(things, spare)[operationId] ?? example
  return {
    operation: operationId,
    method: placed.method,
    path: pathOf(placed, id),
    ...(body === undefined ? {} : { body }),
  }
}

// Where the example of the document does not fit any book.
function bodies(
  things: Things,
  spare: { readonly category: string; readonly document: unknown },
): Readonly<Record<string, unknown>> {
  const month = '2026-03'
  return {
    moveCategory: { before: null },
    moveGroup: { before: null },
    mergeCategories: { from: spare.category, into: things.category },
    createBudget: { category: things.category, month, amount: '1.00' },
    createHold: { category: things.category, amount: '1.00', date: '2026-03-01' },
    importExpenses: {
      rows: [{ date: '2026-03-01', amount: '4.80', category: 'Coffee' }],
      source: 'bank',
      categories: { Coffee: things.category },
    },
    importBook: spare.document,
  }
}
