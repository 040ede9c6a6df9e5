import type { BudgetApp } from './app.js'
import { Refusal } from './errors/refusal.js'

/** Answers every other method of the known paths: OPTIONS with the supported methods, anything else with 405. */
export function addOtherMethods(app: BudgetApp): void {
  for (const [path, methods] of methodsByPath(app)) {
    const allow = [...methods, 'OPTIONS']
    const headers = { Allow: allow.join(', ') }
    app.options(path, (context) => context.body(null, 204, headers))
    app.all(path, () => {
      throw new Refusal('method_not_allowed', `This path takes ${headers.Allow}`, {
        headers,
        details: { allow },
      })
    })
  }
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
