/** A request to a shared book, in two parts. */
export interface SharedPlace {
  readonly bookId: string
  /** The same request, to the path that the API knows. */
  readonly request: Request
}

/**
 * Takes the prefix of a shared book off a request: `/books/{id}/api/months` becomes `/api/months`. `null` for any other
 * path. It uses the path as it was sent, without decoding. So the book that is looked up is the one that was sent.
 */
export function sharedPlaceOf(request: Request): SharedPlace | null {
  const url = new URL(request.url)
  const [, bookId, rest] = /^\/books\/([0-9a-f-]{36})(\/api(?:\/.*)?)$/.exec(url.pathname) ?? []
  if (bookId === undefined || rest === undefined) return null
  url.pathname = rest
  return { bookId, request: movedTo(url, request) }
}

/** The same request, to another address. */
function movedTo(url: URL, request: Request): Request {
  const { method, headers } = request
  if (!/^(?:CONNECT|TRACE|TRACK)$/.test(method)) return new Request(url, request)
  // Nobody can make a request with such a method, although the server may get one. The API has no route for it.
  return Object.defineProperty(new Request(url, { headers }), 'method', { value: method })
}
