import { idSchema } from '../model/fields.js'
import { validateArgument } from '../model/validate.js'
import { askHost } from './ask-host.js'
import { ifMatchOf } from './conditions/entity-tags.js'
import type { BudgetContext } from './environment.js'
import type { Host } from './options.js'

/** The headers of a change. */
interface ChangeHeaders {
  readonly 'Idempotency-Key'?: string | undefined
}

/** The headers of a change to one thing. */
interface ConditionalHeaders extends ChangeHeaders {
  readonly 'If-Match'?: string | undefined
}

/** Options for a read. It ends when the client goes away. */
export function readOptions({ req }: BudgetContext): { signal: AbortSignal } {
  return { signal: req.raw.signal }
}

/**
 * Options for a change, with the actor for the history. With an `Idempotency-Key`, a repeated request is done once.
 * This function asks the host for the actor, so call it once for a request.
 */
export async function changeOptions(
  context: BudgetContext,
  headers: ChangeHeaders,
): Promise<{ signal: AbortSignal; operationId: string | undefined; actor: string | undefined }> {
  const actor = await actorOf(context.get('host'), context.get('request'))
  return { operationId: headers['Idempotency-Key'], actor, ...readOptions(context) }
}

/** Options for a change of one thing: see {@link changeOptions}, and the tags of `If-Match`. */
export async function oneChangeOptions(context: BudgetContext, headers: ConditionalHeaders) {
  const ifMatch = ifMatchOf(context, headers['If-Match'])
  return { ...(await changeOptions(context, headers)), ifMatch }
}

// The book would call an invalid actor the client's fault.
async function actorOf({ actor }: Host, request: Request): Promise<string | undefined> {
  if (!actor) return undefined
  return askHost(async () => {
    const said: unknown = await actor(request)
    return said === null || said === undefined ? undefined : validateArgument('actor', idSchema, said)
  })
}
