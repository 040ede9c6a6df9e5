// What no client of HTTP would send.
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

// Whatever came before: the next honest request is answered, and nothing was changed.
afterEach(async () => {
  expect(await server.contentsOf('ada')).toBe(contents)
})

afterAll(async () => {
  const { statuses } = await server.figures()
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
  expect(server.complaints()).toBe('')
  expect(await server.stop()).toBe(0)
})

/** What is heard in answer to bytes, until the server ends the connection or the client does after an answer. */
async function answerTo(bytes: string | Buffer): Promise<string> {
  const { socket, over, heard } = await rawSocket(server.port)
  socket.on('data', () => {
    if (/\r\n\r\n/.test(heard())) socket.end()
  })
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  return over()
}

const travel = JSON.stringify({ name: 'Smuggled' })
const create = (headers: Readonly<Record<string, string>>) =>
  headOf('POST /api/budgets/create/', {
    Authorization: bearer,
    'Content-Type': 'application/json',
    ...headers,
  })
// What a stack, a query or a path of this code would look like.
const insides = /\bat [\w.<>]+ \(|\.[cm]?[jt]s\b|node_modules|sqlite|TypeError/i
const isNoRefusal = (status: number) => status < 400 || status >= 500
const months = () => headOf('GET /api/months/', { Authorization: bearer })
const smuggled = () => `${create({ 'Content-Length': String(travel.length) })}${travel}`

// No HTTP of version 1.1, or nothing that this server takes.
const nonsense: Readonly<Record<string, () => string | Buffer>> = {
  'no HTTP': () => 'hello\r\n\r\n',
  'bytes of TLS': () => Buffer.from('16030100a5010000a10303', 'hex'),
  'only line breaks, and then nonsense': () => `${'\r\n'.repeat(5_000)}nonsense\r\n\r\n`,
  'a preface of HTTP/2': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'HTTP/9.9': () => 'GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n',
  'an invalid method': () => headOf('GE\0T /healthz'),
  'a null byte in the path': () => headOf('GET /heal\0thz'),
  'a null byte in a header': () => headOf('GET /healthz', { 'X-A': 'a\0b' }),
  'no name of a header': () => headOf('GET /healthz', { '': 'a' }),
  'a space before the colon': () => headOf('GET /healthz', { 'Content-Length ': '5' }),
  'a folded header': () => 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: a\r\n\tb: c\r\n : d\r\n\r\n',
  'no host': () => 'GET /healthz HTTP/1.1\r\n\r\n',
  'an address of 20 KB': () => headOf(`GET /${'x'.repeat(20_000)}`),
  'an invalid length': () => create({ 'Content-Length': '1e1' }) + travel,
  'a negative length': () => create({ 'Content-Length': '-1' }) + travel,
  'a length beyond all numbers': () => create({ 'Content-Length': '9'.repeat(400) }) + travel,
  'a length of 16 TB': () => create({ 'Content-Length': '17592186044416' }) + travel,
  'a length with a sign': () => create({ 'Content-Length': `+${travel.length}` }) + travel,
  'two lengths': () => create({ 'Content-Length': '2', 'content-length': String(travel.length) }) + travel,
  'a length and chunks': () =>
    create({ 'Content-Length': '4', 'Transfer-Encoding': 'chunked' }) + `0\r\n\r\n${smuggled()}`,
  'chunks and a length': () =>
    create({ 'Transfer-Encoding': 'chunked', 'Content-Length': '4' }) + `0\r\n\r\n${smuggled()}`,
  'chunks in disguise': () =>
    create({ 'Transfer-Encoding': 'xchunked', 'Content-Length': '4' }) + `0\r\n\r\n${smuggled()}`,
  'chunks that are not the last': () => create({ 'Transfer-Encoding': 'chunked, gzip' }) + '0\r\n\r\n',
  'a chunk with an invalid size': () =>
    create({ 'Transfer-Encoding': 'chunked' }) + `xyz\r\n${travel}\r\n0\r\n\r\n`,
  'a chunk of a negative size': () =>
    create({ 'Transfer-Encoding': 'chunked' }) + `-5\r\n${travel}\r\n0\r\n\r\n`,
  'a chunk of an endless size': () =>
    create({ 'Transfer-Encoding': 'chunked' }) + `${'f'.repeat(40)}\r\n${travel}`,
  'a chunk that is longer than its size': () =>
    create({ 'Transfer-Encoding': 'chunked' }) + `5\r\n${travel}\r\n0\r\n\r\n`,
  'an unknown expectation': () => create({ Expect: '200-ok', 'Content-Length': '2' }) + '{}',
}

// More than the server reads of it. It answers and ends the connection, and a client that is still sending may find
// the end before the answer.
const excesses: Readonly<Record<string, () => string>> = {
  'a header of 1 MB': () => headOf('GET /healthz', { 'X-A': 'x'.repeat(1_000_000) }),
  'a chunk with extensions of 1 MB': () =>
    create({ 'Transfer-Encoding': 'chunked' }) + `5;${'x'.repeat(1_000_000)}\r\n`,
  'trailers of 1 MB': () =>
    create({ 'Transfer-Encoding': 'chunked' }) + `2\r\n{}\r\n0\r\nX-A: ${'x'.repeat(1_000_000)}\r\n\r\n`,
}

// What a parser may let pass.
const oddities: Readonly<Record<string, () => string>> = {
  'no version': () => 'GET /healthz\r\nHost: x\r\n\r\n',
  'bare line feeds': () => 'GET /healthz HTTP/1.1\nHost: x\n\n',
  'an invalid host': () => 'GET /api/months/ HTTP/1.1\r\nHost: [::1\r\n\r\n',
  'a host with a path': () => 'GET /api/months/ HTTP/1.1\r\nHost: x/y?z#\r\n\r\n',
  '2,000 headers': () =>
    headOf('GET /healthz', Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`x-${i}`, 'y']))),
  'a token of 15 KB': () => headOf('GET /api/months/', { Authorization: `Bearer ${'a.'.repeat(7_500)}` }),
  'an absolute target of another host': () =>
    headOf('GET http://evil.example/api/months/', { Authorization: bearer }),
  'an invalid absolute target': () => headOf('GET http://[/api/months/', { Authorization: bearer }),
  'a target with a user': () => headOf('GET http://ada:pw@x/api/months/', { Authorization: bearer }),
  'an asterisk': () => headOf('OPTIONS *', { Authorization: bearer }),
  'a target without a slash': () => headOf('GET api/months/', { Authorization: bearer }),
  'two slashes': () => headOf('GET //api//months/', { Authorization: bearer }),
  'a tunnel': () => headOf('CONNECT evil.example:443'),
  'an upgrade to WebSocket': () =>
    headOf('GET /api/events', { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' }),
  'an upgrade to HTTP/2': () =>
    headOf('GET /healthz', {
      Connection: 'Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAMAAABk',
    }),
  TRACE: () => headOf('TRACE /api/months/', { Authorization: bearer }),
  'invalid percent signs': () => headOf('GET /api/expenses/%E0%A4%A/?month=%', { Authorization: bearer }),
  'bytes beyond ASCII in the path': () => headOf('GET /api/expenses/\xff\xfe/', { Authorization: bearer }),
  'dots in the path': () => headOf('GET /books/../../api/%2e%2e/months/', { Authorization: bearer }),
}

describe('a server that hears what no client would send', () => {
  it.each(Object.entries(nonsense))('refuses %s', async (_, bytes) => {
    const statuses = statusesOf(await answerTo(bytes()))
    expect(statuses.length).toBeGreaterThan(0)
    expect(statuses.filter(isNoRefusal)).toEqual([])
  })

  it.each(Object.entries(excesses))('cuts off %s', async (_, bytes) => {
    expect(statusesOf(await answerTo(bytes())).filter(isNoRefusal)).toEqual([])
  })

  it.each(Object.entries(oddities))('gets over %s', async (_, bytes) => {
    const heard = await answerTo(bytes())
    expect(statusesOf(heard).filter((status) => status >= 500)).toEqual([])
    expect(heard).not.toMatch(insides)
  })

  it('answers pipelined requests in their order', async () => {
    const { socket, until, statuses } = await rawSocket(server.port)
    const missing = headOf('GET /api/none/', { Authorization: bearer })
    // As many at once as may wait.
    for (let count = 16; count <= 800; count += 16) {
      socket.write(`${months()}${missing}`.repeat(8))
      await until((heard) => statusesOf(heard).length === count)
    }
    expect(statuses()).toEqual(Array.from({ length: 400 }, () => [200, 404]).flat())
    socket.destroy()
  })

  it('sends the body on only after it was asked to', async () => {
    const { socket, until, statuses } = await rawSocket(server.port)
    socket.write(create({ Expect: '100-continue', 'Content-Length': '2' }))
    await until((heard) => heard.startsWith('HTTP/1.1 100 Continue\r\n\r\n'))
    // The end waits for the answer: a server of Node takes an end before it for a client that left.
    socket.write('{}')
    await until((heard) => statusesOf(heard).length === 2)
    expect(statuses()).toEqual([100, 400])
    socket.end()
  })

  it('closes the connection of a client of HTTP/1.0', async () => {
    const { socket, over } = await rawSocket(server.port)
    socket.write(`GET /api/months/ HTTP/1.0\r\nHost: x\r\nAuthorization: ${bearer}\r\n\r\n`)
    const heard = await over()
    expect(statusesOf(heard)).toEqual([200])
    expect(heard).not.toMatch(/transfer-encoding/i)
  })
})
