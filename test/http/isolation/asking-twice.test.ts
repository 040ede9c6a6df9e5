// A shared book that is asked for again under the same Idempotency-Key, as after an answer that was lost.
import { describe, expect, it } from 'vitest'
import { addMember } from './add-member.js'
import { startSharedApp, type SharedApp } from './shared-app.js'

async function make(app: SharedApp, key: string, { name = 'Household', user = 'ada' } = {}) {
  return app.ask('POST', '/books', { user, body: { name }, headers: { 'Idempotency-Key': key } })
}

const names = async (app: SharedApp, user = 'ada') =>
  ((await app.ask('GET', '/books', { user })).json.data as { name: string }[]).map(({ name }) => name)

describe('a shared book that is made under a key', () => {
  it('is made once, and each answer shows it', async () => {
    const app = await startSharedApp()
    const first = await make(app, 'key-1')
    expect([first.status, first.json.data]).toEqual([
      201,
      { id: expect.any(String), name: 'Household', role: 'owner', accepted: true },
    ])
    const again = await make(app, 'key-1', { name: ' Household ' })
    expect([again.status, again.json]).toEqual([201, first.json])
    expect(await names(app)).toEqual(['Household'])
    // Its routes take the id, and so does the API.
    const { id } = first.json.data
    expect((await app.ask('GET', `/books/${id}/members`)).status).toBe(200)
    expect((await app.ask('GET', `/books/${id}/api/months/`)).status).toBe(200)
  })

  it('is made once by requests at the same time', async () => {
    const app = await startSharedApp()
    const answers = await Promise.all(Array.from({ length: 5 }, async () => make(app, 'key-1')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ json }) => String(json.data.id))).size).toBe(1)
    expect(await names(app)).toEqual(['Household'])
  })

  it('is another one under another key, of another user, or without a key', async () => {
    const app = await startSharedApp()
    const made = [
      await make(app, 'key-1'),
      await make(app, 'key-2'),
      await make(app, 'key-1', { user: 'bob' }),
      await app.ask('POST', '/books', { body: { name: 'Household' } }),
      await app.ask('POST', '/books', { body: { name: 'Household' } }),
    ]
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(made.map(({ json }) => String(json.data.id))).size).toBe(5)
    expect(await names(app, 'bob')).toEqual(['Household'])
  })

  it('is refused under the key of another name, in the words of the API', async () => {
    const app = await startSharedApp()
    await make(app, 'key-1')
    const ofTheApp = await make(app, 'key-1', { name: 'Trip' })
    expect(await names(app)).toEqual(['Household'])
    const category = async (name: string) =>
      app.ask('POST', '/api/budgets/create/', { body: { name }, headers: { 'Idempotency-Key': 'key-1' } })
    await category('Food')
    const ofTheApi = await category('Rent')
    expect([ofTheApp.status, { ...ofTheApp.json, request_id: '' }]).toEqual([
      ofTheApi.status,
      { ...ofTheApi.json, request_id: '' },
    ])
    expect(app.entries.at(-4)).toMatchObject({ status: 422, code: 'operation_mismatch' })
  })

  it('is not there under a key of 0 or 201 characters, and is under one of 200', async () => {
    const app = await startSharedApp()
    for (const key of ['', 'x'.repeat(201)]) {
      const { status, json } = await make(app, key)
      const body = { name: 'Food' }
      const headers = { 'Idempotency-Key': key }
      const ofTheApi = await app.ask('POST', '/api/budgets/create/', { body, headers })
      expect([status, json.code, json.error]).toEqual([
        ofTheApi.status,
        ofTheApi.json.code,
        ofTheApi.json.error,
      ])
    }
    expect(await names(app)).toEqual([])
    expect((await make(app, 'x'.repeat(200))).status).toBe(201)
  })

  it('shows the role of now, and is not found once it was deleted or left', async () => {
    const app = await startSharedApp()
    const { id } = (await make(app, 'key-1')).json.data
    await addMember(app, id, 'bob', 'owner')
    await app.ask('PUT', `/books/${id}/members/ada`, { user: 'bob', body: { role: 'viewer' } })
    expect((await make(app, 'key-1')).json.data).toMatchObject({ id, role: 'viewer' })
    await app.ask('DELETE', `/books/${id}/members/ada`)
    expect((await make(app, 'key-1')).json.code).toBe('not_found')
    const other = (await make(app, 'key-2')).json.data
    await app.ask('DELETE', `/books/${other.id}`)
    const again = await make(app, 'key-2')
    expect([again.status, again.json.code]).toEqual([404, 'not_found'])
    expect((await make(app, 'key-2', { name: 'Trip' })).status).toBe(404)
    expect(await names(app)).toEqual([])
  })
})
