import { randomBytes } from 'node:crypto'
import { variableOf, type Variables } from './variables.js'

/** The configuration of the server: environment variables and their defaults. */
export interface Configuration {
  /** `HOST`. By default, only this machine can connect. */
  readonly host: string
  /** `PORT`, by default 3000. 0 is any free port. */
  readonly port: number
  /** `DATABASE_URL`: the address of a PostgreSQL. Without it, the server uses SQLite. */
  readonly databaseUrl: string | undefined
  /** `DATABASE_FILE`: the file of SQLite. */
  readonly databaseFile: string
  /** `DATABASE_CONNECTIONS`: how many connections to PostgreSQL each process has at most. */
  readonly databaseConnections: number
  /**
   * `TOKEN_SECRET`: signs the tokens, at least 32 characters. Without it, a random secret is used, and tokens are
   * invalid after a restart.
   */
  readonly tokenSecret: Uint8Array
  /** Whether the secret is random. */
  readonly isSecretMadeUp: boolean
  /** `USERS`: the users that are added at start, separated by commas. In production nobody, by default. */
  readonly users: readonly string[]
  /** `RATE_LIMIT`: requests per minute from one address. */
  readonly rateLimit: number
  /** `USER_RATE_LIMIT`: requests per minute of one user. By default as many as from one address. */
  readonly userRateLimit: number
  /** `STREAMS_PER_USER`: how many event streams one user may hold at the same time, in this process. */
  readonly streamsPerUser: number
  /** `IMPORTS_PER_USER`: how many imports one user may have under way at the same time, in this process. */
  readonly importsPerUser: number
  /** `BOOKS_PER_USER`: of how many shared books one user can be an owner. */
  readonly booksPerUser: number
  /** `MEMBERS_PER_BOOK`: how many members a shared book can have, with those who are invited. */
  readonly membersPerBook: number
  /** `TRUST_PROXY`: the number of proxies in front. 0: the header `X-Forwarded-For` is not read. */
  readonly trustProxy: number
  /** `CORS_ORIGINS`: the origins whose pages may call the API, separated by commas. None by default. */
  readonly corsOrigins: readonly string[]
  /** `REQUEST_TIMEOUT`: the seconds that a client has to send a request with its body. */
  readonly requestTimeout: number
  /** `IDLE_TIMEOUT`: after so many seconds without traffic, a connection ends; 20 or more. */
  readonly idleTimeout: number
  /** `STOP_TIMEOUT`: when the server stops, it waits so many seconds for open requests. Then it closes their connections. */
  readonly stopTimeout: number
  /** `METRICS_TOKEN`: the bearer of this token may read `/metrics`. */
  readonly metricsToken: string | undefined
  /** Whether `NODE_ENV` is `production`. */
  readonly isProduction: boolean
}

/** Where a database is. */
export type DatabasePlace = Pick<Configuration, 'databaseUrl' | 'databaseFile' | 'databaseConnections'>

/** Reads the environment. Throws for an invalid value, so that the server does not start with a wrong configuration. */
export function readConfiguration(env: Variables): Configuration {
  const valueOf = (name: string) => variableOf(env, name)
  const numberOf = numbersOf(env)
  const isProduction = env['NODE_ENV'] === 'production'
  const secret = secretOf('TOKEN_SECRET', valueOf('TOKEN_SECRET'))
  if (secret === undefined && isProduction) throw new Error('TOKEN_SECRET must be set')
  const rateLimit = numberOf('RATE_LIMIT', 600, { minimum: 1 })
  return {
    host: valueOf('HOST') ?? '127.0.0.1',
    port: numberOf('PORT', 3_000, { maximum: 65_535 }),
    ...databasePlaceOf(env),
    tokenSecret: secret === undefined ? randomBytes(32) : new TextEncoder().encode(secret),
    isSecretMadeUp: secret === undefined,
    users: list(valueOf('USERS') ?? (isProduction ? '' : 'ada,bob')),
    rateLimit,
    userRateLimit: numberOf('USER_RATE_LIMIT', rateLimit, { minimum: 1 }),
    streamsPerUser: numberOf('STREAMS_PER_USER', 20, { minimum: 1 }),
    importsPerUser: numberOf('IMPORTS_PER_USER', 4, { minimum: 1 }),
    booksPerUser: numberOf('BOOKS_PER_USER', 100, { minimum: 1 }),
    membersPerBook: numberOf('MEMBERS_PER_BOOK', 100, { minimum: 1 }),
    trustProxy: numberOf('TRUST_PROXY', 0, { maximum: 10 }),
    corsOrigins: list(valueOf('CORS_ORIGINS') ?? '').map(origin),
    requestTimeout: numberOf('REQUEST_TIMEOUT', 60, { minimum: 1, maximum: 3_600 }),
    // An event stream says something every 15 seconds.
    idleTimeout: numberOf('IDLE_TIMEOUT', 60, { minimum: 20, maximum: 3_600 }),
    stopTimeout: numberOf('STOP_TIMEOUT', 10, { minimum: 1, maximum: 3_600 }),
    metricsToken: secretOf('METRICS_TOKEN', valueOf('METRICS_TOKEN')),
    isProduction,
  }
}

/** Reads the variables that say where the database is. The jobs need only these. Throws for an invalid value. */
export function databasePlaceOf(env: Variables): DatabasePlace {
  return {
    databaseUrl: variableOf(env, 'DATABASE_URL'),
    databaseFile: variableOf(env, 'DATABASE_FILE') ?? 'budgetbook.db',
    databaseConnections: numbersOf(env)('DATABASE_CONNECTIONS', 10, { minimum: 1, maximum: 1_000 }),
  }
}

interface Bounds {
  readonly minimum?: number
  readonly maximum?: number
}

function secretOf(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && text.trim().length < 32)
    throw new Error(`${name} must have 32 characters at least`)
  return text
}

function numbersOf(env: Variables) {
  return (name: string, otherwise: number, bounds: Bounds = {}): number =>
    wholeNumber(name, variableOf(env, name) ?? String(otherwise), bounds)
}

function wholeNumber(name: string, text: string, { minimum = 0, maximum = 999_999_999 }: Bounds): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not ${JSON.stringify(text)}`)
  const number = Number(text)
  if (number < minimum) throw new Error(`${name} must be at least ${minimum}, not ${text}`)
  if (number > maximum) throw new Error(`${name} must be at most ${maximum}, not ${text}`)
  return number
}

// As browsers write it in the header Origin. Another spelling would allow nobody.
function origin(text: string): string {
  const { protocol, host } = URL.canParse(text) ? new URL(text) : { protocol: '', host: '' }
  if (host !== '' && !host.includes('*') && text === `${protocol}//${host}`) return text
  throw new Error(
    `CORS_ORIGINS must be origins, such as https://app.example, without a path. ${JSON.stringify(text)} is not an origin`,
  )
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
