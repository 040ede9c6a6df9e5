// What the Dockerfile and the compose file of the example server rely on. Docker itself is not needed here.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfiguration } from '../../../examples/server/configuration.js'
import { runOnSources } from '../../../scripts/entries.mjs'
import { startServerProcess } from '../../../scripts/http/server-process.js'
import { root } from '../../support/snippets/snippets.js'
import { temporaryFolder } from '../../support/sql/databases.js'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
const [dockerfile, compose, guide, configuration] = [
  'Dockerfile',
  'compose.yaml',
  'README.md',
  'configuration.ts',
].map((name) => read(`examples/server/${name}`)) as [string, string, string, string]

/** Every environment variable that the server reads. */
const known = new Set(Array.from(configuration.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g), ([, name = '']) => name))

const all = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, name = '']) => name)

const folder = await temporaryFolder()
const bundle = [join(folder.path, 'main.mjs')]
afterAll(folder.remove)

beforeAll(async () => {
  const { PATH } = process.env
  await promisify(execFile)(execPath, [...runOnSources, 'scripts/http/bundle-server.ts', folder.path], {
    cwd: root,
    env: { PATH },
  })
  // The packages that the image has.
  for (const place of all(dockerfile, /\nCOPY --from=build \/app\/(node_modules\/\S+) /g))
    await cp(join(root, place), join(folder.path, place), { recursive: true })
})

const [, environment = ''] = /\n {2}server:[^]*?\n {4}environment:\n([^]*?)\n {4}\w/.exec(compose) ?? []
const ofCompose = all(environment, /^ {6}([A-Z_]+):/gm)

describe('the image of the example server', () => {
  it('is made by scripts that there are', () => {
    const scripts = all(dockerfile, /npm run ([\w:]+)/g)
    expect(scripts).toEqual(['server:bundle'])
    for (const name of scripts) expect(manifest.scripts).toHaveProperty([name])
    expect(manifest.scripts['server:bundle']).toContain('scripts/http/bundle-server.ts')
  })

  it('sets no variable that the server does not read, and neither does the compose file', () => {
    const [, block = ''] = /\nENV ([^]*?)\nWORKDIR/.exec(dockerfile) ?? []
    const ofImage = all(block, /([A-Z_]+)=/g).filter((name) => name !== 'NODE_OPTIONS')
    expect(ofCompose).toContain('TOKEN_SECRET')
    expect(ofImage).toContain('NODE_ENV')
    for (const name of [...ofCompose, ...ofImage]) expect([...known, 'NODE_ENV']).toContain(name)
    // Compose refuses to start without them.
    for (const name of ['TOKEN_SECRET', 'METRICS_TOKEN', 'POSTGRES_PASSWORD'])
      expect(compose).toContain(`\${${name}:?`)
  })

  it('gets every other variable from the compose file, which passes on what is set', () => {
    // The image says where the server listens, and the database is PostgreSQL.
    const ofImage = ['NODE_ENV', 'HOST', 'PORT', 'DATABASE_FILE']
    expect(ofCompose.toSorted()).toEqual([...known].filter((name) => !ofImage.includes(name)).toSorted())
    for (const name of ofCompose.filter((one) => one !== 'DATABASE_URL'))
      expect(environment).toMatch(new RegExp(`^ {6}${name}: \\$\\{${name}:(?:-|\\?.+)\\}$`, 'm'))
  })

  it('has longer to stop than the server waits for open requests', () => {
    const [grace] = all(compose, /\n {4}stop_grace_period: (\d+)s\n/g)
    expect(Number(grace)).toBeGreaterThan(readConfiguration({}).stopTimeout)
  })

  it('has one Node in both stages, which the tests run on too', () => {
    const [build, run, ...more] = all(dockerfile, /^FROM node:(\d+)-slim\b/gm)
    expect([run, more]).toEqual([build, []])
    // Node 20 gets no more fixes since April 2026.
    expect(Number(run)).toBeGreaterThanOrEqual(22)
    const [tested = ''] = all(read('.github/workflows/ci.yml'), /\n +node: \[([\d, ]+)\]/g)
    expect(tested.split(', ')).toContain(run)
  })

  it('runs as a user who is not root, and says whether it is healthy', () => {
    expect(dockerfile).toMatch(
      /\nUSER node\n[^]*\nHEALTHCHECK [^]*\/healthz[^]*\nCMD \["node", "main\.mjs"\]\n$/,
    )
  })

  it('has its variables in the guide, each one that there is', () => {
    const told = all(guide, /^\| (`[A-Z_`, ]+) +\|/gm).flatMap((cell) => all(cell, /`([A-Z_]+)`/g))
    expect(told.sort()).toEqual([...known].filter((name) => name !== 'NODE_ENV').sort())
  })

  it('starts from its bundle, away from the sources, and takes a token that the bundle printed', async () => {
    const env = {
      NODE_ENV: 'production',
      TOKEN_SECRET: 's'.repeat(32),
      DATABASE_FILE: join(folder.path, 'books.db'),
    }
    const server = await startServerProcess(env, bundle)
    const printed = await promisify(execFile)(execPath, [join(folder.path, 'token.mjs'), 'ada', '--add'], {
      env,
    })
    const headers = { Authorization: `Bearer ${printed.stdout.trim()}` }
    const answers = await Promise.all([
      fetch(`${server.url}/readyz`),
      fetch(`${server.url}/api/months/`, { headers }),
      fetch(`${server.url}/api/months/`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401])
    expect(await server.stop()).toMatchObject({ code: 0, lastLine: 'Stopped' })
  })
})

it('four servers that start at once on a new file all serve it', async () => {
  const env = { DATABASE_FILE: join(folder.path, 'four.db'), TOKEN_SECRET: 's'.repeat(32) }
  const servers = await Promise.all(Array.from({ length: 4 }, async () => startServerProcess(env, bundle)))
  const statuses = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/readyz`)).status))
  expect(statuses).toEqual([200, 200, 200, 200])
  const endings = await Promise.all(servers.map(async (server) => server.stop()))
  expect(endings.map(({ code }) => code)).toEqual([0, 0, 0, 0])
})
