import { describe, expect, it } from 'vitest'
import { listed, seed } from '../harness/seed.js'
import { storages } from '../harness/storages.js'
import { testApi, type TestApi } from '../harness/test-api.js'

async function createGroup({ ask }: TestApi, name: string): Promise<string> {
  return (await ask('POST', '/api/groups/create/', { body: { name } })).json.data.id as string
}

async function createCategory({ ask }: TestApi, body: object): Promise<string> {
  return (await ask('POST', '/api/budgets/create/', { body })).json.data.id as string
}

describe.each(storages)('groups on %s', (_, create) => {
  it('are created, listed, renamed and deleted, as the book has them', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const body = { name: '  Home ', metadata: { color: 'blue', icons: [1, null] } }
    const created = await ask('POST', '/api/groups/create/', { body })
    const { id } = created.json.data
    expect([created.status, created.json]).toEqual([
      201,
      { message: 'Group created', data: { id, name: 'Home', metadata: body.metadata } },
    ])
    const book = await api.bookOf('ada')
    expect(await book.groups.list()).toMatchObject([created.json.data])
    const renamed = await ask('PUT', `/api/groups/update/${id}/`, { body: { name: 'House' } })
    expect([renamed.status, renamed.json]).toEqual([
      200,
      { message: 'Group updated', data: { id, name: 'House', metadata: body.metadata } },
    ])
    await ask('PUT', `/api/groups/update/${id}/`, { body: { metadata: {} } })
    expect((await ask('GET', '/api/groups/')).json).toEqual({
      message: 'Groups',
      count: 1,
      data: [{ id, name: 'House', metadata: {} }],
    })
    const deleted = await ask('DELETE', `/api/groups/delete/${id}/`)
    expect([deleted.status, deleted.json]).toEqual([200, { message: 'Group deleted' }])
    expect(await book.groups.list()).toEqual([])
  })

  it('are moved in the order', async () => {
    const api = testApi({ storage: create() })
    const [home, fun, work] = [
      await createGroup(api, 'Home'),
      await createGroup(api, 'Fun'),
      await createGroup(api, 'Work'),
    ]
    const move = async (id: string, before: string | null) =>
      (await api.ask('PUT', `/api/groups/move/${id}/`, { body: { before } })).json as unknown
    const order = async () => listed(await api.ask('GET', '/api/groups/'))
    expect(await move(work, home)).toEqual({ message: 'Group moved' })
    expect(await order()).toEqual([work, home, fun])
    await move(work, null)
    expect(await order()).toEqual([home, fun, work])
  })

  it('hold categories, whose names are unique within a group', async () => {
    const api = testApi({ storage: create() })
    const { ask } = api
    const { category } = await seed(api)
    const home = await createGroup(api, 'Home')
    const inside = await createCategory(api, { name: 'Travel', group: home })
    const twice = await ask('POST', '/api/budgets/create/', { body: { name: 'travel', group: home } })
    expect([twice.status, twice.json.code, twice.json.details]).toEqual([
      400,
      'duplicate_category',
      { name: 'Travel', category_id: inside },
    ])
    const joined = await ask('PUT', `/api/budgets/update/${category}/`, { body: { group: home } })
    expect([joined.status, joined.json.code]).toEqual([400, 'duplicate_category'])
    const renamed = await ask('PUT', `/api/budgets/update/${category}/`, {
      body: { name: 'Trips', group: home },
    })
    expect(renamed.json.data).toMatchObject({ name: 'Trips', group: home })
    const left = await ask('PUT', `/api/budgets/update/${category}/`, { body: { group: null } })
    expect(left.json.data).toMatchObject({ name: 'Trips', group: null })
  })
})

it('a group is refused where its name is taken, where it is in use, and where there is none', async () => {
  const api = testApi()
  const { ask } = api
  const home = await createGroup(api, 'Home')
  const fun = await createGroup(api, 'Fun')
  const category = await createCategory(api, { name: 'Rent', group: home })
  await ask('PUT', `/api/budgets/archive/${category}/`)
  for (const [method, address, body] of [
    ['POST', '/api/groups/create/', { name: 'HOME' }],
    ['PUT', `/api/groups/update/${fun}/`, { name: ' home' }],
  ] as const) {
    const { status, json } = await ask(method, address, { body })
    expect([status, json.message, json.code, json.details]).toEqual([
      400,
      'Duplicate group',
      'duplicate_group',
      { name: 'Home', group_id: home },
    ])
  }
  const inUse = await ask('DELETE', `/api/groups/delete/${home}/`)
  expect([inUse.status, inUse.json.message, inUse.json.code, inUse.json.details]).toEqual([
    400,
    'Group in use',
    'group_in_use',
    { group_id: home, category_count: 1 },
  ])
  for (const [method, address, body] of [
    ['PUT', '/api/groups/update/none/', { name: 'x' }],
    ['PUT', '/api/groups/move/none/', { before: null }],
    ['PUT', `/api/groups/move/${home}/`, { before: 'none' }],
    ['DELETE', '/api/groups/delete/none/'],
    ['POST', '/api/budgets/create/', { name: 'x', group: 'none' }],
    ['PUT', `/api/budgets/update/${category}/`, { group: 'none' }],
  ] as const) {
    const { status, json } = await ask(method, address, body ? { body } : {})
    expect([status, json.code, json.details]).toEqual([404, 'not_found', { type: 'group', id: 'none' }])
  }
})

it.each([
  ['name', {}],
  ['name', { name: 1 }],
  ['name', { name: ' ' }],
  ['metadata', { name: 'x', metadata: [] }],
  ['metadata.categoryId', { name: 'x', metadata: { categoryId: '\ud800' } }],
  ['metadata', { name: 'x', metadata: { text: 'x'.repeat(4_096) } }],
  ['groupId', { name: 'x', groupId: 'y' }],
])('a group is refused for its %s', async (field, body) => {
  const { ask } = testApi()
  const { status, json } = await ask('POST', '/api/groups/create/', { body })
  expect([status, Object.keys(json.error)]).toEqual([400, [field]])
})
