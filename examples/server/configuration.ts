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
  const secret = env['TOKEN_SECRET']
  if (secret === undefined && env['NODE_ENV'] === 'production') throw new Error('TOKEN_SECRET must be set')
  if (secret !== undefined && secret.length < 32)
    throw new Error('TOKEN_SECRET must have 32 characters at least')
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port: wholeNumber('PORT', env['PORT'] ?? '3000'),
    databaseUrl: env['DATABASE_URL'],
    databaseFile: env['DATABASE_FILE'] ?? 'budgetbook.db',
    tokenSecret: secret === undefined ? randomBytes(32) : new TextEncoder().encode(secret),
    isSecretMadeUp: secret === undefined,
    users: list(env['USERS'] ?? 'ada,bob'),
    rateLimit: wholeNumber('RATE_LIMIT', env['RATE_LIMIT'] ?? '600'),
    corsOrigins: list(env['CORS_ORIGINS'] ?? ''),
  }
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not ${JSON.stringify(text)}`)
  return Number(text)
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
