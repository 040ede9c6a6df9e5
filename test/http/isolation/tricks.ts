/** Headers with which some servers let a client say who it is, where it goes, or by which method. */
export function headerTricks({
  user,
  shared,
  token,
}: {
  readonly user: string
  readonly shared: string
  /** Of the attacker. */
  readonly token: string
}): Record<string, string>[] {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const claims = { ...(JSON.parse(atob(payload)) as object), sub: user }
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return [
    { 'X-User': user, 'X-User-Id': user, 'X-Forwarded-User': user, 'X-Remote-User': user, From: user },
    { 'X-Book-Id': `user:${user}`, 'X-Book': `shared:${shared}`, 'X-Access': 'owner', 'X-Role': 'owner' },
    { 'X-Original-URL': `/books/${shared}/api/months`, 'X-Rewrite-URL': `/books/${shared}/api/months` },
    { 'X-Forwarded-Prefix': `/books/${shared}`, 'X-Forwarded-Path': `/books/${shared}/api/months` },
    { 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '127.0.0.1', Forwarded: `for=127.0.0.1;by=${user}` },
    { 'X-Forwarded-Host': user, 'X-Forwarded-Proto': 'https', Host: `${user}.example` },
    { 'X-HTTP-Method-Override': 'GET', 'X-Method-Override': 'GET', 'X-HTTP-Method': 'GET' },
    { Cookie: `user=${user}; token=${user}; session=${user}; book=${shared}` },
    { Authorization: `bearer ${token}`, 'Proxy-Authorization': `Bearer ${user}` },
    { Authorization: `BEARER ${token}` },
    { Authorization: `Bearer ${token}, Bearer ${user}` },
    { Authorization: `Bearer ${user}, Bearer ${token}` },
    { Authorization: `Basic ${btoa(`${user}:`)}` },
    { Authorization: `Bearer ${head}.${encoded(claims)}.${signature}` },
    { Authorization: `Bearer ${encoded({ alg: 'none' })}.${encoded(claims)}.` },
    {
      Authorization: `Bearer ${encoded({ alg: 'HS256', kid: '/dev/null' })}.${encoded(claims)}.${signature}`,
    },
    { Referer: `http://localhost/books/${shared}/api/months`, Origin: 'http://localhost' },
    { 'Last-Event-ID': `shared:${shared}.1` },
  ]
}

/** Ways to write a path of the API that might lead into the book of somebody else. */
export function pathTricks(
  path: string,
  { user, shared, other }: { readonly user: string; readonly shared: string; readonly other: string },
): string[] {
  const prefixes = [
    `/books/${shared}`,
    `//books/${shared}`,
    `/./books/${shared}`,
    `/books//${shared}`,
    `/books/${shared}/`,
    `/books/${shared}.`,
    `/books/${shared};`,
    `/books/${shared};v=1`,
    `/books/${shared}%20`,
    `/books/${shared}%00`,
    `/books/${shared}%2F`,
    `/books/%2e/${shared}`,
    `/books/${shared.toUpperCase()}`,
    `/books/${shared.slice(0, 8)}`,
    `/books/${shared}${shared}`,
    `/books/${encodeURIComponent(`shared:${shared}`)}`,
    `/books/shared:${shared}`,
    `/books/user:${user}`,
    `/books/user%3A${user}`,
    `/books/${user}`,
    `/books/${other},${shared}`,
    `/books/${other}/books/${shared}`,
    `/books/${other}/api/books/${shared}`,
    `/books/${other}/../${shared}`,
    `/books/${other}/%2e%2e/${shared}`,
    `/books/${other}%2F..%2F${shared}`,
    `/books/${other}/..%2F${shared}`,
    `/books/${other}\\..\\${shared}`,
    `/books/${other}/api/../../${shared}`,
    `/books/${other}/api/%2e%2e/%2e%2e/${shared}`,
    `/books/${other}/api/..%2F..%2F${shared}`,
    `/books/${other}/api/..;/..;/${shared}`,
    `/BOOKS/${shared}`,
    `/%62ooks/${shared}`,
    `/api/books/${shared}`,
    `/api/../books/${shared}`,
    `/api/..%2Fbooks%2F${shared}`,
    `/api/%2e%2e/books/${shared}`,
    `/api/user:${user}`,
    '/',
  ]
  return [
    ...prefixes.map((prefix) => prefix + path),
    `/books/${shared}${path.replace('/api/', '/%61pi/')}`,
    `/books/${shared}${path.replace('/api/', '/api%2F')}`,
    `/books/${shared}${path.replace('/api/', '//api//')}`,
    `/books/${shared}/x/..${path}`,
    `${path}?book=${shared}&bookId=shared:${shared}&user=${user}`,
    `${path}#/books/${shared}`,
  ]
}
