import { randomBytes } from 'node:crypto'

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
  /**
   * `TOKEN_SECRET`: signs the tokens, at least 32 characters. Without it, a random secret is used, and tokens are
   * invalid after a restart.
   */
  readonly tokenSecret: Uint8Array
  /** Whether the secret is random. */
  readonly isSecretMadeUp: boolean
  /** `USERS`: the users at start, separated by commas. */
  readonly users: readonly string[]
  /** `RATE_LIMIT`: requests per minute from one address. */
  readonly rateLimit: number
  /** `CORS_ORIGINS`: the origins whose pages may call the API, separated by commas. None by default. */
  readonly corsOrigins: readonly string[]
}

/** Reads the environment. Throws for an invalid value, so that the server does not start with a wrong configuration. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  // Compose files pass a variable without a value as an empty one.
  const valueOf = (name: string) => (env[name]?.trim() === '' ? undefined : env[name])
  const secret = valueOf('TOKEN_SECRET')
  if (secret === undefined && env['NODE_ENV'] === 'production') throw new Error('TOKEN_SECRET must be set')
  if (secret !== undefined && secret.trim().length < 32)
    throw new Error('TOKEN_SECRET must have 32 characters at least')
  return {
    host: valueOf('HOST') ?? '127.0.0.1',
    port: wholeNumber('PORT', valueOf('PORT') ?? '3000', 65_535),
    databaseUrl: valueOf('DATABASE_URL'),
    databaseFile: valueOf('DATABASE_FILE') ?? 'budgetbook.db',
    tokenSecret: secret === undefined ? randomBytes(32) : new TextEncoder().encode(secret),
    isSecretMadeUp: secret === undefined,
    users: list(valueOf('USERS') ?? 'ada,bob'),
    rateLimit: wholeNumber('RATE_LIMIT', valueOf('RATE_LIMIT') ?? '600'),
    corsOrigins: list(valueOf('CORS_ORIGINS') ?? ''),
  }
}

function wholeNumber(name: string, text: string, maximum = Number.MAX_SAFE_INTEGER): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not ${JSON.stringify(text)}`)
  const number = Number(text)
  if (number > maximum) throw new Error(`${name} must be at most ${maximum}, not ${text}`)
  return number
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
