import { jwtVerify, SignJWT } from 'jose'

const audience = 'budgetbook'

/** Signs a token for a user, valid for a day. */
export async function signToken(userId: string, secret: Uint8Array): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('1d')
    .sign(secret)
}

/** The user of a request's token. `null` without a token, for an invalid or expired one, and for an unknown user. */
export async function userOf(
  request: Request,
  secret: Uint8Array,
  users: ReadonlySet<string>,
): Promise<string | null> {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(request.headers.get('Authorization') ?? '') ?? []
  if (token === undefined) return null
  try {
    // The algorithm is fixed here, and never read from the token.
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      audience,
      requiredClaims: ['exp', 'sub'],
    })
    return payload.sub !== undefined && users.has(payload.sub) ? payload.sub : null
  } catch {
    return null
  }
}
