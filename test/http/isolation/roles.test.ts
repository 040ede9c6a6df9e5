// What the roles of a shared book allow: every operation of the OpenAPI document, by every role.
import { describe, expect, it } from 'vitest'
import { mayDo } from '../../../examples/server/access/roles.js'
import { operationsOf, type OpenApiDocument, type PlacedOperation } from '../harness/document.js'
import { addMember } from './add-member.js'
import { asking, fillBook, type AskBook, type Things } from './filled-book.js'
import { fittingRequest, type OperationRequest } from './operation-requests.js'
import { startSharedApp, type SharedApp } from './shared-app.js'

// A new operation fails the test until somebody decides who may do it.
const allowed: Readonly<Record<string, 'everybody' | 'editors' | 'owners'>> = {
  listCurrencies: 'everybody',
  getSettings: 'everybody',
  updateSettings: 'owners',
  changeCurrency: 'owners',
  changeMonthStart: 'owners',
  listCategories: 'everybody',
  getCategory: 'everybody',
  createCategory: 'editors',
  updateCategory: 'editors',
  deleteCategory: 'editors',
  archiveCategory: 'editors',
  restoreCategory: 'editors',
  moveCategory: 'editors',
  mergeCategories: 'editors',
  listGroups: 'everybody',
  getGroup: 'everybody',
  createGroup: 'editors',
  updateGroup: 'editors',
  moveGroup: 'editors',
  deleteGroup: 'editors',
  listBudgets: 'everybody',
  getBudget: 'everybody',
  createBudget: 'editors',
  updateBudget: 'editors',
  deleteBudget: 'editors',
  allocateBudgets: 'editors',
  previewBudgets: 'everybody',
  copyBudgets: 'editors',
  createExpense: 'editors',
  listExpenses: 'everybody',
  getExpense: 'everybody',
  updateExpense: 'editors',
  deleteExpense: 'editors',
  importExpenses: 'editors',
  exportExpenses: 'everybody',
  exportUtilization: 'everybody',
  spendExpense: 'editors',
  previewSpend: 'everybody',
  listHolds: 'everybody',
  getHold: 'everybody',
  createHold: 'editors',
  commitHold: 'editors',
  releaseHold: 'editors',
  listMonths: 'everybody',
  getMonth: 'everybody',
  closeMonth: 'editors',
  reopenMonth: 'editors',
  getUtilization: 'everybody',
  getRollover: 'everybody',
  getPace: 'everybody',
  askPace: 'everybody',
  getTotals: 'everybody',
  listHistory: 'everybody',
  getHistoryEntry: 'everybody',
  undoChange: 'editors',
  exportBook: 'everybody',
  importBook: 'owners',
  listenToEvents: 'everybody',
  getDocument: 'everybody',
}

const members = [
  ['carol', 'viewer', ['everybody']],
  ['dave', 'editor', ['everybody', 'editors']],
  ['bob', 'owner', ['everybody', 'editors', 'owners']],
] as const

async function documentOf({ ask }: SharedApp): Promise<OpenApiDocument> {
  return (await ask('GET', '/api/openapi.json')).json as OpenApiDocument
}

/** A shared book of ada's that has one thing of each kind, and its members. */
async function makeBook(app: SharedApp) {
  const { json } = await app.ask('POST', '/books', { body: { name: 'Household' } })
  const id = json.data.id as string
  for (const [user, role] of members) await addMember(app, id, user, role)
  const ask = asking(app, 'ada', id)
  const things = await fillBook(ask, { word: 'Canary', amount: '1234.56' })
  const made = async (path: string) =>
    (await ask('POST', path, { body: { name: 'Spare' } })).json.data.id as string
  const category = await made('/api/budgets/create/')
  const group = await made('/api/groups/create/')
  const document: unknown = (await ask('GET', '/api/book/export/')).json
  return { id, things, spare: { category, group, document } }
}

/** The same path, written in other ways that lead to the same route, or might. */
function spellingsOf(path: string): string[] {
  const bare = path.replace(/\/$/, '')
  const last = bare.split('/').at(-1) ?? ''
  const encoded = `%${last.charCodeAt(0).toString(16)}${last.slice(1)}`
  return [
    path,
    bare,
    `${bare}//`,
    bare.replace('/api/', '//api//'),
    bare.slice(0, -last.length) + encoded,
    bare.replace('/api/', '/%61pi/'),
    bare.replace('/api/', '/api/./x/../'),
    bare.replace('/api/', '/api/%2e/'),
    `${bare};role=owner`,
    `${bare}?role=owner&_method=GET`,
    `${bare}%3F`,
    bare.toUpperCase(),
  ]
}

/** Sends a request in every spelling, with the headers with which some servers let the client choose. */
async function sendAnyhow(ask: AskBook, { method, path, body }: OperationRequest): Promise<number[]> {
  const statuses: number[] = []
  const asked = { headers: { 'X-HTTP-Method-Override': 'GET', 'X-Role': 'owner' } }
  for (const spelling of spellingsOf(path)) {
    const answer = await ask(method, spelling, body === undefined ? asked : { ...asked, body })
    statuses.push(answer.status)
  }
  return statuses
}

const requestOf = (
  placed: PlacedOperation,
  { things, spare }: { things: Things; spare: { category: string; group: string; document: unknown } },
) => fittingRequest(placed, things, spare)

describe('the roles of a shared book', () => {
  it('are decided for every operation', async () => {
    const operations = operationsOf(await documentOf(await startSharedApp()))
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      Object.keys(allowed).sort(),
    )
  })

  it.each(members)('let %s, the %s, do what the role allows', async (user, _, kinds) => {
    const app = await startSharedApp()
    const unchanged = await makeBook(app)
    for (const placed of operationsOf(await documentOf(app))) {
      const { operationId } = placed.operation
      const kind = kinds.find((one) => one === allowed[operationId])
      if (kind === undefined) continue
      const book = kind === 'everybody' ? unchanged : await makeBook(app)
      const { method, path, body } = requestOf(placed, book)
      const { status, text } = await asking(app, user, book.id)(
        method,
        path,
        body === undefined ? {} : { body },
      )
      expect([operationId, status, text]).toEqual([operationId, expect.toSatisfy(isSuccess), text])
    }
  })

  it.each(members)('let %s, the %s, do nothing else, however it is asked for', async (user, role, kinds) => {
    const app = await startSharedApp()
    const book = await makeBook(app)
    const before = await app.contentsOf(`shared:${book.id}`)
    let refused = 0
    for (const placed of operationsOf(await documentOf(app))) {
      if (kinds.some((kind) => kind === allowed[placed.operation.operationId])) continue
      const request = requestOf(placed, book)
      const statuses = await sendAnyhow(asking(app, user, book.id), request)
      expect([request.operation, statuses[0]]).toEqual([request.operation, 403])
      expect(statuses.filter((status) => status < 400)).toEqual([])
      refused++
    }
    expect(refused > 0).toBe(role !== 'owner')
    expect(await app.contentsOf(`shared:${book.id}`)).toBe(before)
  })

  it('let a viewer ask what a change would do, and nothing is changed by it', async () => {
    const app = await startSharedApp()
    const book = await makeBook(app)
    const before = await app.contentsOf(`shared:${book.id}`)
    for (const placed of operationsOf(await documentOf(app))) {
      if (allowed[placed.operation.operationId] !== 'everybody') continue
      await sendAnyhow(asking(app, 'carol', book.id), requestOf(placed, book))
    }
    expect(await app.contentsOf(`shared:${book.id}`)).toBe(before)
  })

  it('let nobody do an operation that nobody decided about', () => {
    const roles = ['viewer', 'editor', 'owner'] as const
    for (const id of ['emptyBook', 'constructor', ''])
      expect(roles.filter((role) => mayDo(role, { id }))).toEqual([])
  })

  it('say why they refuse in the form of the errors of the API', async () => {
    const app = await startSharedApp()
    const book = await makeBook(app)
    const { json, headers } = await asking(app, 'carol', book.id)('PUT', '/api/book/import/', { body: {} })
    expect(json).toEqual({
      error: 'Your role in this book is viewer, and cannot do this',
      message: 'Forbidden',
      code: 'forbidden',
      details: {},
      request_id: headers.get('X-Request-Id'),
    })
  })

  it('let nobody but an owner undo a change of the settings, nor undo that undo', async () => {
    const app = await startSharedApp()
    const book = await makeBook(app)
    const [ada, dave, bob] = ['ada', 'dave', 'bob'].map((user) => asking(app, user, book.id))
    const settings = '/api/usersettings/update/'
    for (const limit of ['9000.00', '8000.00'])
      expect((await ada!('PUT', settings, { body: { monthly_budget_limit: limit } })).status).toBe(200)
    const newest = async () => (await ada!('GET', '/api/history/?limit=1')).json.data[0].id as string
    const limitOf = async () =>
      (await ada!('GET', '/api/usersettings/')).json.data.monthly_budget_limit as unknown
    const undo = async (ask: AskBook, id: string) =>
      (
        await sendAnyhow(ask, { operation: '', method: 'POST', path: `/api/history/undo/${id}/`, body: {} })
      )[0]
    const changed = await newest()
    expect(await undo(dave!, changed)).toBe(403)
    expect([await newest(), await limitOf()]).toEqual([changed, '8000.00'])
    expect((await bob!('POST', `/api/history/undo/${changed}/`, { body: {} })).status).toBe(201)
    const undone = await newest()
    expect(await limitOf()).toBe('9000.00')
    expect(await undo(dave!, undone)).toBe(403)
    expect([await newest(), await limitOf()]).toEqual([undone, '9000.00'])
    expect((await dave!('POST', '/api/history/undo/none/', { body: {} })).status).toBe(404)
  })

  it('let an editor undo what an editor may change', async () => {
    const app = await startSharedApp()
    const { id } = await makeBook(app)
    const dave = asking(app, 'dave', id)
    await asking(app, 'ada', id)('POST', '/api/groups/create/', { body: { name: 'Undone' } })
    const [entry] = (await dave('GET', '/api/history/?limit=1')).json.data
    expect((await dave('POST', `/api/history/undo/${entry.id}/`, { body: {} })).status).toBe(201)
  })

  it('let the history say which member made a change', async () => {
    const app = await startSharedApp()
    const book = await makeBook(app)
    const headers = { 'X-User': 'ada', 'X-Actor': 'ada' }
    await asking(app, 'dave', book.id)('POST', '/api/groups/create/', { body: { name: 'By dave' }, headers })
    const { json } = await asking(app, 'carol', book.id)('GET', '/api/history/?limit=1')
    expect(json.data[0].actor).toBe('dave')
  })
})

function isSuccess(status: unknown): boolean {
  return typeof status === 'number' && status >= 200 && status < 300
}
