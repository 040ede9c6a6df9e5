import { randomBytes } from 'node:crypto'

/** What the server is started with: environment variables, and what they are by default. */
export interface Configuration {
  /** `HOST`, by default this machine only. */
  readonly host: string
  /** `PORT`, by default 3000; 0 is any that is free. */
  readonly port: number
  /** `DATABASE_URL`: a PostgreSQL; without one, it is SQLite. */
  readonly databaseUrl: string | undefined
  /** `DATABASE_FILE`, of SQLite. */
  readonly databaseFile: string
  /** `TOKEN_SECRET`: what tokens are signed with, 32 characters at least; without one, whatever is signed ends with the process. */
  readonly tokenSecret: Uint8Array
  /** Whether that was made up. */
  readonly isSecretMadeUp: boolean
  /** `USERS`: who there is at start, with commas between them. */
  readonly users: readonly string[]
  /** `RATE_LIMIT`: requests a minute from one address. */
  readonly rateLimit: number
  /** `CORS_ORIGINS`: whose pages may call it, with commas between them; nobody's unless set. */
  readonly corsOrigins: readonly string[]
}

/** Reads the environment; throws where it makes no sense, so that the server does not start with half of it. */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>): Configuration {
  // Compose files and the like pass a variable that has no value as an empty one.
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
