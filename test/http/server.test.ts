// The example server, over real connections.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { SignJWT, UnsecuredJWT } from 'jose'
import { Kysely } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createMemoryAdapter } from 'budgetbook'
import { withFaults } from 'budgetbook/testing'
import { keepBooks } from '../../examples/server/books.js'
import { readConfiguration } from '../../examples/server/configuration.js'
import { startServer } from '../../examples/server/start.js'
import { signToken } from '../../examples/server/tokens.js'
import { startBundledServer } from '../../scripts/http/server-process.js'
import { temporaryFolder } from '../support/sql/databases.js'

const secretText = randomUUID().repeat(2)
const secret = new TextEncoder().encode(secretText)

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** The next text of a stream, `null` once it is over. */
async function nextOf(reader: Reader): Promise<string | null> {
  const { done, value } = await reader.read()
  return done ? null : new TextDecoder().decode(value)
}

/** A request of which the server has the beginning, until it is finished. */
async function beginRequest(url: string) {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', (data) => (received += String(data)))
  const body = JSON.stringify({ name: 'Travel' })
  socket.write(
    `POST /api/budgets/create/ HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await signToken('ada', secret)}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  )
  return { socket, received: () => received, finish: () => void socket.write(body.slice(5)) }
}

async function start(env: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'books.db')
  const configuration = readConfiguration({
    PORT: '0',
    DATABASE_FILE: file,
    TOKEN_SECRET: secretText,
    ...env,
  })
  const server = await startServer(configuration, { answered: () => undefined, failed: () => undefined })
  let stopped: Promise<void> | undefined
  const stop = async () => (stopped ??= server.stop())
  onTestFinished(async () => {
    await stop()
    await folder.remove()
  })
  const get = async (path: string, token?: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    })
  return { url: server.url, get, stop }
}

const token = (subject = 'ada') =>
  new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(subject).setAudience('budgetbook')

const issued = async (iat: number) =>
  new SignJWT({ iat })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ada')
    .setAudience('budgetbook')
    .setExpirationTime('1h')
    .sign(secret)

describe('the example server', () => {
  it('is alive and ready, and answers the bearer of its own token', async () => {
    const { get } = await start()
    expect((await get('/healthz')).status).toBe(200)
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' })
    expect((await get('/api/months/', await signToken('ada', secret))).status).toBe(200)
  })

  it('knows nobody by an invalid token, a token of another key, unsigned, run out, without an end, or of nobody', async () => {
    const { get } = await start()
    const other = new TextEncoder().encode('x'.repeat(40))
    const wrong = [
      'x',
      await signToken('ada', other),
      new UnsecuredJWT().setSubject('ada').setAudience('budgetbook').setExpirationTime('1h').encode(),
      await token().setExpirationTime('-1s').sign(secret),
      await token().sign(secret),
      await token().setAudience('another').setExpirationTime('1h').sign(secret),
      await signToken('eve', secret),
      await issued(Date.now() / 1_000 + 400),
      await issued(-1),
      await token().setExpirationTime('1h').sign(secret),
      // oxlint-disable-next-line typescript/no-explicit-any
      await issued(String(Math.floor(Date.now() / 1_000)) as any),
      await token('a\u0000b').setIssuedAt().setExpirationTime('1h').sign(secret),
      await token('a'.repeat(101)).setIssuedAt().setExpirationTime('1h').sign(secret),
    ]
    for (const each of wrong) expect((await get('/api/months/', each)).status).toBe(401)
    expect((await get('/api/months/')).status).toBe(401)
  })

  it('takes a token in whole seconds that was issued in the second of a sign-out, but never the one that signed out', async () => {
    const { url, get } = await start()
    const second = Math.floor(Date.now() / 1_000)
    const signOut = async (by: string) =>
      (await fetch(`${url}/sign-out`, { method: 'POST', headers: { Authorization: `Bearer ${by}` } })).status
    const older = await issued(second - 60.5)
    expect(await signOut(older)).toBe(200)
    const whole = await issued(Math.floor(Date.now() / 1_000))
    const statusOf = async (by: string) => (await get('/api/months/', by)).status
    const earlier = await issued(second - 2)
    expect([await statusOf(older), await statusOf(earlier), await statusOf(whole)]).toEqual([401, 401, 200])
    expect([await signOut(whole), await statusOf(whole)]).toEqual([200, 401])
  })

  it('limits the rate of an address, and says when to come again', async () => {
    const { get } = await start({ RATE_LIMIT: '3' })
    const statuses = []
    for (let count = 0; count < 4; count++) statuses.push((await get('/api/usersettings/currencies/')).status)
    expect(statuses).toEqual([200, 200, 200, 429])
    expect(Number((await get('/api/months/')).headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  it('lets no page of another origin in, unless it is named', async () => {
    const header = 'Access-Control-Allow-Origin'
    const origin = { Origin: 'https://app.example' }
    expect(
      (await (await start()).get('/api/usersettings/currencies/', undefined, origin)).headers.get(header),
    ).toBe(null)
    const { get } = await start({ CORS_ORIGINS: 'https://app.example' })
    const allowed = await get('/api/usersettings/currencies/', undefined, origin)
    expect(allowed.headers.get(header)).toBe('https://app.example')
    const evil = await get('/api/usersettings/currencies/', undefined, { Origin: 'https://evil.example' })
    expect(evil.headers.get(header)).toBe(null)
  })

  it('answers what is under way when it stops, and takes nothing new', async () => {
    const { url, stop } = await start()
    const request = await beginRequest(url)
    await setTimeout(50)
    const stopped = stop()
    request.finish()
    await once(request.socket, 'close')
    await stopped
    expect(request.received()).toMatch(/^HTTP\/1\.1 201 /)
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  })

  it('refuses a body over the limit, with and without a length', async () => {
    const { url } = await start()
    const post = async (body: BodyInit) => {
      const headers = {
        Authorization: `Bearer ${await signToken('ada', secret)}`,
        'Content-Type': 'application/json',
      }
      const init = { method: 'POST', headers, body, duplex: 'half' }
      return (await fetch(`${url}/api/budgets/create/`, init)).status
    }
    const long = `{"name":"x"${' '.repeat(70_000)}}`
    expect([await post(long), await post(new Blob([long]).stream())]).toEqual([413, 413])
  })

  it('lets no client take for ever to send a request', async () => {
    const { url } = await start({ REQUEST_TIMEOUT: '1' })
    const request = await beginRequest(url)
    await once(request.socket, 'close')
    expect(request.received()).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('leaves an event stream open for longer than a request may take, and ends it when it stops', async () => {
    const { url, stop } = await start({ REQUEST_TIMEOUT: '1' })
    const headers = { Authorization: `Bearer ${await signToken('ada', secret)}` }
    const { body, status } = await fetch(`${url}/api/events/`, { headers })
    expect(status).toBe(200)
    const reader = body!.getReader()
    await reader.read()
    // By then, the server has closed what it closes after a second.
    const slow = await beginRequest(url)
    await once(slow.socket, 'close')
    const category = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' } }
    await fetch(`${url}/api/budgets/create/`, { ...category, body: '{"name":"Travel"}' })
    let text = ''
    while (!text.includes('event: change')) text += String(await nextOf(reader))
    expect(text).toContain('"type":"category"')
    const stopped = stop()
    while ((await nextOf(reader)) !== null);
    await stopped
  })

  it('keeps answers from caches, also those of the app itself', async () => {
    const { get } = await start({ RATE_LIMIT: '4' })
    const ada = await signToken('ada', secret)
    const answers = [
      await get('/books', ada),
      await get('/books'),
      await get('/books/x', ada),
      await get('/api/months/'),
      await get('/books', ada),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 401, 429])
    for (const { headers } of answers) {
      expect(headers.get('Cache-Control')).toMatch(/^(?:no-store|private)/)
      expect(headers.get('X-Request-Id')).not.toBe(null)
    }
  })

  it('does not start with half a configuration', () => {
    expect(() => readConfiguration({ PORT: 'x' })).toThrow('PORT')
    expect(() => readConfiguration({ TOKEN_SECRET: 'short' })).toThrow('TOKEN_SECRET')
    expect(() => readConfiguration({ NODE_ENV: 'production' })).toThrow('TOKEN_SECRET')
    expect(() => readConfiguration({ NODE_ENV: 'production', TOKEN_SECRET: ' ' })).toThrow('TOKEN_SECRET')
    expect(() => readConfiguration({ TOKEN_SECRET: `x${' '.repeat(40)}` })).toThrow('TOKEN_SECRET')
    expect(() => readConfiguration({ PORT: '65536' })).toThrow('PORT')
    expect(() => readConfiguration({ RATE_LIMIT: '0' })).toThrow('RATE_LIMIT')
    expect(() => readConfiguration({ IDLE_TIMEOUT: '19' })).toThrow('IDLE_TIMEOUT must be at least 20')
    expect(() => readConfiguration({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN')
    expect(readConfiguration({ NODE_ENV: 'production', TOKEN_SECRET: 'x'.repeat(32) }).users).toEqual([])
  })

  it('takes a variable without a value for none', () => {
    const names = [
      'HOST',
      'PORT',
      'DATABASE_URL',
      'DATABASE_FILE',
      'TOKEN_SECRET',
      'METRICS_TOKEN',
      'USERS',
      'RATE_LIMIT',
      'TRUST_PROXY',
    ]
    const empty = readConfiguration(Object.fromEntries(names.map((name) => [name, ''])))
    const unset = readConfiguration({})
    expect({ ...empty, tokenSecret: null }).toEqual({ ...unset, tokenSecret: null })
    expect(empty.isSecretMadeUp).toBe(true)
  })

  it('closes the storage where it cannot listen', async () => {
    const { url } = await start()
    const destroy = vi.spyOn(Kysely.prototype, 'destroy')
    onTestFinished(() => destroy.mockRestore())
    await expect(start({ PORT: new URL(url).port })).rejects.toThrow('EADDRINUSE')
    expect(destroy).toHaveBeenCalledOnce()
  })

  it('answers what is under way though it is told to stop twice', async () => {
    const folder = await temporaryFolder()
    onTestFinished(folder.remove)
    const server = await startBundledServer({
      DATABASE_FILE: join(folder.path, 'books.db'),
      TOKEN_SECRET: secretText,
    })
    const request = await beginRequest(server.url)
    await setTimeout(300)
    const ended = server.stop()
    await setTimeout(100)
    process.kill(server.pid, 'SIGTERM')
    await setTimeout(100)
    request.finish()
    expect(await ended).toMatchObject({ code: 0, lastLine: 'Stopped' })
    expect(request.received()).toMatch(/^HTTP\/1\.1 201 /)
  }, 30_000)

  it('keeps the book that took the place of one that could not be opened', async () => {
    let fail = (): void => undefined
    const failure = new Promise<void>((_, reject) => {
      fail = () => reject(new Error('late'))
    })
    let reads = 0
    const storage = withFaults(createMemoryAdapter(), {
      before: async ({ method }) => {
        if (method === 'read' && ++reads === 1) await failure
      },
    })
    const books = keepBooks(storage, 1)
    const failed = books.bookOf('ada')
    await books.bookOf('bob') // ada's gives way
    const book = await books.bookOf('ada')
    fail()
    await expect(failed).rejects.toThrow()
    expect(await books.bookOf('ada')).toBe(book)
    await books.close()
  })
})
