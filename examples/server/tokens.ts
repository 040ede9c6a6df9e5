import { jwtVerify, SignJWT } from 'jose'
import { isUserId } from './user-ids.js'

const audience = 'budgetbook'

// How far the clock of another process may be ahead, in milliseconds.
const tolerance = 5 * 60 * 1_000

/** What a token says. */
export interface Token {
  readonly user: string
  /** When it was issued, in milliseconds. A sign-out ends all tokens that were issued until then. */
  readonly issuedAt: number
}

/** Signs a token for a user, valid for a day. */
export async function signToken(userId: string, secret: Uint8Array): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setAudience(audience)
    .setIssuedAt(secondsOf(Date.now()))
    .setExpirationTime('1d')
    .sign(secret)
}

/** Reads the token of a request. `null` without a token, and for an invalid or expired one. */
export async function readToken(request: Request, secret: Uint8Array): Promise<Token | null> {
  const [, text] = /^Bearer ([\w.-]+)$/i.exec(request.headers.get('Authorization') ?? '') ?? []
  if (text === undefined) return null
  try {
    // The algorithm is fixed here, and never read from the token.
    const { payload } = await jwtVerify(text, secret, {
      algorithms: ['HS256'],
      audience,
      requiredClaims: ['exp', 'iat', 'sub'],
    })
    const { sub, iat } = payload
    const issuedAt = instantOf(iat)
    return issuedAt !== null && isUserId(sub) ? { user: sub, issuedAt } : null
  } catch {
    return null
  }
}

// With milliseconds, so that a token can be told from a token before a sign-out. Never a whole second: see below.
function secondsOf(now: number): number {
  return (now % 1_000 === 0 ? now + 1 : now) / 1_000
}

/**
 * When a token was issued. Most issuers write whole seconds. Such a token counts as issued at the end of its second, so
 * that somebody who signs out and in again within a second gets in. The other tokens of that second cannot be told from
 * it. If they were issued before the sign-out, they stay valid, except for the token that signed out, and any older
 * token.
 */
function instantOf(iat: unknown): number | null {
  if (typeof iat !== 'number' || !(iat >= 0 && iat * 1_000 <= Date.now() + tolerance)) return null
  return Number.isInteger(iat) ? (iat + 1) * 1_000 : Math.round(iat * 1_000)
}
