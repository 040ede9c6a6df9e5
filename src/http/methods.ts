import { TrieRouter } from 'hono/router/trie-router'
import type { BudgetApp } from './app.js'
import type { BudgetContext } from './environment.js'
import { answerError } from './errors/answer-error.js'
import { Refusal } from './errors/refusal.js'

interface KnownPath {
  readonly path: string
  readonly allow: readonly string[]
}

/**
 * Answers every request that no route takes: OPTIONS of a known path with the supported methods, any other method of it
 * with 405, an unknown path with 404. These paths are not routes of the app, because its router is fast only without
 * them.
 */
export function addOtherMethods(app: BudgetApp): void {
  const paths = new TrieRouter<KnownPath>()
  for (const [path, methods] of methodsByPath(app)) {
    paths.add('ALL', path, { path, allow: [...methods, 'OPTIONS'] })
  }
  app.notFound((context) => {
    const [[[known] = []]] = paths.match('ALL', context.req.path)
    if (!known) return answerError(unknownPath(new URL(context.req.url).pathname), context)
    context.set('route', known.path)
    return answerOtherMethod(context, known.allow)
  })
}

function answerOtherMethod(context: BudgetContext, allow: readonly string[]): Response {
  const headers = { Allow: allow.join(', ') }
  if (context.req.method === 'OPTIONS') return context.body(null, 204, headers)
  const refusal = new Refusal('method_not_allowed', `This path takes ${headers.Allow}`, {
    headers,
    details: { allow: [...allow] },
  })
  return answerError(refusal, context)
}

function unknownPath(path: string): Refusal {
  const hint = path.includes('//') ? '. An id in a path must not be empty' : ''
  return new Refusal('not_found', `There is nothing at this path${hint}`, { details: { type: 'path' } })
}

function methodsByPath(app: BudgetApp): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { path, method } = definition.route
    const routing = path.replaceAll(/\/{(.+?)}/g, '/:$1')
    const methods = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]
    found.set(routing, [...(found.get(routing) ?? []), ...methods])
  }
  return found
}
