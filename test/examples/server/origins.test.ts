// Pages of other origins that call the example server.
import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../../examples/server/configuration.js'
import { startSharedApp } from '../../http/isolation/shared-app.js'

const origin = 'https://app.example'
const allowed = 'Access-Control-Allow-Origin'

describe('a page of an origin that is named', () => {
  it('asks what it may send, which counts as a request', async () => {
    const app = await startSharedApp({ CORS_ORIGINS: origin, RATE_LIMIT: '3', USER_RATE_LIMIT: '99' })
    const preflight = async () =>
      app.ask('OPTIONS', '/books', {
        user: null,
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      })
    const answers = [await preflight(), await preflight()]
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    expect(answers[0]?.headers.get(allowed)).toBe(origin)
    expect((await app.ask('GET', '/books', { headers: { Origin: origin } })).status).toBe(200)
    const { status, json, headers } = await preflight()
    expect([status, json.code]).toEqual([429, 'too_many_requests'])
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  it('reads every answer, also the one that refuses it', async () => {
    const app = await startSharedApp({ CORS_ORIGINS: origin, RATE_LIMIT: '2', USER_RATE_LIMIT: '99' })
    const get = async (user: string | null) => app.ask('GET', '/books', { user, headers: { Origin: origin } })
    const answers = [await get('ada'), await get(null), await get('ada')]
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 429])
    for (const { headers } of answers) {
      expect(headers.get(allowed)).toBe(origin)
      expect(headers.get('Access-Control-Expose-Headers')).toContain('Retry-After')
    }
  })
})

describe('CORS_ORIGINS', () => {
  it('takes origins, as browsers write them', () => {
    const origins = [
      'https://app.example',
      'http://localhost:5173',
      'http://[::1]:3000',
      'capacitor://localhost',
    ]
    expect(readConfiguration({ CORS_ORIGINS: origins.join(', ') }).corsOrigins).toEqual(origins)
    expect(readConfiguration({}).corsOrigins).toEqual([])
  })

  it.each([
    '*',
    'null',
    'app.example',
    'https://*.example',
    'https://app.example/',
    'https://app.example/path',
    'https://app.example:443',
    'HTTPS://app.example',
    'https://App.example',
    'https://user@app.example',
    'https://',
    'file://',
  ])('refuses %s at the start', (wrong) => {
    const read = () => readConfiguration({ CORS_ORIGINS: `${origin},${wrong}` })
    expect(read).toThrow(
      `CORS_ORIGINS must be origins, such as https://app.example, without a path. ${JSON.stringify(wrong)} is not an origin`,
    )
  })
})
