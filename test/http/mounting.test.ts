// The ways of mounting the API that docs/http.md shows.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import { Hono } from 'hono'
import { mount } from 'hono/mount'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testApi } from './harness/test-api.js'

const headers = { Authorization: 'Bearer ada', 'Content-Type': 'application/json' }
const post = { method: 'POST', headers, body: JSON.stringify({ name: 'Travel' }) }

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('the API is mounted', () => {
  it('in Hono, beside other routes', async () => {
    const { api } = testApi()
    const app = new Hono()
    app.get('/', (context) => context.text('home'))
    app.all('/api/*', (context) => api.fetch(context.req.raw))
    expect((await app.request('/api/budgets/create/', post)).status).toBe(201)
    expect(await (await app.request('/')).text()).toBe('home')
  })

  it('in Hono, under another prefix', async () => {
    const { api } = testApi()
    const app = new Hono()
    app.all('/v1/*', mount(api.fetch))
    expect((await app.request('/v1/api/budgets/create/', post)).status).toBe(201)
    expect((await app.request('/v1/api/budgets', { headers })).status).toBe(200)
  })

  it('in Node alone', async () => {
    const listener = getRequestListener(testApi().api.fetch)
    const url = await listen((request, response) => void listener(request, response))
    expect((await fetch(`${url}/api/budgets/create/`, post)).status).toBe(201)
  })

  it('in Express, beside other routes', async () => {
    const listener = getRequestListener(testApi().api.fetch)
    const app = express()
    app.use((request, response, next) => {
      if (request.path.startsWith('/api/')) void listener(request, response)
      else next()
    })
    app.use(express.json())
    app.get('/', (_, response) => void response.send('home'))
    const url = await listen(app)
    expect((await fetch(`${url}/api/budgets/create/`, post)).status).toBe(201)
    expect(await (await fetch(url)).text()).toBe('home')
  })

  it('by its function alone, as Next.js and workers call it: with more than a request', async () => {
    const { fetch: handle } = testApi().api
    const called = handle as (...all: unknown[]) => Promise<Response>
    const request = new Request('http://localhost/api/budgets/create/', post)
    expect((await called(request, { params: Promise.resolve({ path: ['budgets'] }) }, {})).status).toBe(201)
  })
})
