// Bodies that are small to send and dear to read, and bodies that are too large.
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startHostileServer, type HostileServer } from './harness/hostile-server.js'
import { headOf, rawSocket, statusesOf } from './harness/raw-socket.js'

let server: HostileServer
let bearer: string
let contents: string

beforeAll(async () => {
  server = await startHostileServer(['ada'], { REQUEST_TIMEOUT: '15' })
  bearer = `Bearer ${await server.tokenOf('ada')}`
  await server.ask('ada', 'POST', '/api/budgets/create/', { name: 'Travel' })
  contents = await server.contentsOf('ada')
})

// Whatever came before: the server answers, and nothing was changed.
afterEach(async () => {
  expect(await server.contentsOf('ada')).toBe(contents)
  const { statuses } = await server.figures()
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
  expect(server.complaints()).toBe('')
})

afterAll(async () => {
  expect(await server.stop()).toBe(0)
})

const most = 16_777_216

interface Code {
  readonly status: number
  readonly code: string | undefined
}

async function post(
  path: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Code> {
  const response = await fetch(`${server.url}${path}`, {
    method: path === '/api/book/import/' ? 'PUT' : 'POST',
    headers: { Authorization: bearer, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  })
  const { code } = (await response.json()) as { code?: string }
  return { status: response.status, code }
}

const refused = { status: 400, code: 'invalid_input' }
const keys = Array.from({ length: 1_000_000 }, (_, index) => `"${index}":0`).join()
const row = (fields: string) => `{"source":"a","rows":[{"date":"2026-02-14","amount":"1",${fields}}]}`

const json: Readonly<Record<string, () => string>> = {
  'brackets without end': () => '['.repeat(60_000),
  'objects without end': () => '{"a":'.repeat(12_000),
  'deep metadata': () => `{"name":"x","metadata":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`,
  'a name of 64 KB': () => `{"name":"${'x'.repeat(65_000)}"}`,
  'only the opening quote': () => `{"name":"${'\\"'.repeat(30_000)}`,
  'a number beyond doubles': () => '{"name":1e400}',
  'a number of 400 digits': () => `{"name":"x","metadata":{"a":${'9'.repeat(400)}}}`,
  'a number of 60,000 digits': () => `{"name":"x","metadata":{"a":0.${'0'.repeat(60_000)}1}}`,
  'a prototype': () => '{"__proto__":{"name":"x"}}',
  'a name that is a prototype, and no name': () => '{"__proto__":1,"constructor":{"prototype":{"name":"x"}}}',
  spaces: () => ' '.repeat(65_000),
}

const header = 'Date,Category,Description,Id,Amount'

const imports: Readonly<Record<string, () => string>> = {
  'brackets without end': () => '['.repeat(most),
  'rows that are brackets': () => `{"source":"a","rows":[${'['.repeat(most - 100)}`,
  'a million fields': () => `{${keys}}`,
  'a row of a million fields': () => row(keys),
  'a million rows of nothing': () => `{"source":"a","rows":[${'{},'.repeat(1_000_000)}{}]}`,
  'a text of 16 MB': () => `{"source":"${'x'.repeat(most - 100)}","rows":[]}`,
  'a description of 16 MB': () => row(`"description":"${'x'.repeat(most - 200)}"`),
  'escapes of 16 MB': () => `{"source":"${'\\u0000'.repeat(2_700_000)}","rows":[]}`,
  'a million categories': () => `{"source":"a","rows":[],"categories":{${keys}}}`,
  'a million columns': () => csv(','.repeat(1_000_000)),
}

/** What a file may be: its lines are rejected one by one. */
const files: Readonly<Record<string, () => string>> = {
  'a cell of 16 MB': () => csv(`${header}\\n2026-02-14,${'x'.repeat(most - 200)}`),
  'a quote that is never closed': () => csv(`${header}\\n2026-02-14,\\"${'x,'.repeat(most / 2 - 200)}`),
  'two million empty lines': () => csv(`${header}${'\\n'.repeat(2_000_000)}`),
}

function csv(text: string): string {
  return `{"source":"a","format":"budgetbook","csv":"${text}"}`
}

describe('bombs', () => {
  it.each(Object.entries(json))('a body of %s is refused', async (_, body) => {
    expect(await post('/api/budgets/create/', body())).toEqual(refused)
  })

  it.each(Object.entries(imports))('an import of %s is refused', async (_, body) => {
    expect(await post('/api/expenses/import/', body())).toEqual(refused)
  })

  it.each(Object.entries(files))('a file of %s is planned as nothing', async (_, body) => {
    expect(await post('/api/expenses/import/', body())).toEqual({ status: 200, code: undefined })
    const headers = { Authorization: bearer }
    const list = await fetch(`${server.url}/api/expenses/`, { headers })
    expect(await list.json()).toMatchObject({ count: 0 })
  })

  it.each(Object.entries({ ...imports, ...files }))('a document of %s is refused', async (_, body) => {
    expect(await post('/api/book/import/', body())).toEqual(refused)
  })

  it('keeps the last of two fields of a name, as every parser of JSON does', async () => {
    const body = '{"name":"Food","name":"Travel"}'
    expect(await post('/api/budgets/create/', body)).toEqual({ status: 400, code: 'duplicate_category' })
  })

  it('does not unpack what is packed', async () => {
    const packed = gzipSync(Buffer.alloc(100_000_000, ' '))
    for (const encoding of ['gzip', 'deflate', 'br', 'GZIP', 'gzip, identity'])
      expect(await post('/api/expenses/import/', packed, { 'Content-Encoding': encoding })).toEqual({
        status: 415,
        code: 'unsupported_media_type',
      })
  })
})

describe('bodies that are too large', () => {
  it('are refused, 14 of 16 MB and a byte at the same time, whether they say their length or not', async () => {
    const body = Buffer.alloc(most + 1, ' ')
    const whole = Array.from({ length: 10 }, async () => post('/api/book/import/', body))
    // What says no length is read, and no more than four imports of a book are read at once.
    const streamed = Array.from({ length: 4 }, async () => {
      const { socket, until } = await rawSocket(server.port)
      socket.write(
        headOf('PUT /api/book/import/', {
          Authorization: bearer,
          'Content-Type': 'application/json',
          'Transfer-Encoding': 'chunked',
        }),
      )
      socket.write(`${body.length.toString(16)}\r\n`)
      socket.write(body)
      const heard = await until((text) => text.includes('\r\n\r\n'))
      socket.destroy()
      return statusesOf(heard)
    })
    expect(await Promise.all(whole)).toEqual(whole.map(() => ({ status: 413, code: 'body_too_large' })))
    expect(await Promise.all(streamed)).toEqual(streamed.map(() => [413]))
  })

  it('are not read on, whoever sends them', async () => {
    const part = Buffer.alloc(1_000_000, ' ')
    const send = async (first: string, headers: Readonly<Record<string, string>>) => {
      const { socket, over } = await rawSocket(server.port)
      socket.write(headOf(first, { ...headers, 'Content-Length': String(2 ** 40) }))
      const go = (): void => {
        while (!socket.destroyed && socket.write(part));
      }
      socket.on('drain', go)
      go()
      const statuses = statusesOf(await over())
      return { statuses, bytes: socket.bytesWritten }
    }
    const type = { 'Content-Type': 'application/json' }
    const sent = await Promise.all([
      send('PUT /api/book/import/', { ...type, Authorization: bearer }),
      send('POST /books', { ...type, Authorization: bearer }),
      send('POST /healthz', type),
      send('PUT /api/book/import/', type),
      send('GET /api/months/', { Authorization: bearer }),
    ])
    const [answered, ...others] = sent.map(({ statuses }) => statuses).reverse()
    expect(others).toEqual([[401], [401], [413], [413]])
    // It was answered at once, and is let go when its time is over. It writes on, so it may hear of the end before the 408.
    expect([[200], [200, 408]]).toContainEqual(answered)
    expect(Math.max(...sent.slice(0, 4).map(({ bytes }) => bytes))).toBeLessThan(1_000_000_000)
  })
})
