import { idSchema } from '../../model/fields.js'
import { validateArgument } from '../../model/validate.js'
import type { View } from '../../storage/view.js'
import type { BookContext } from '../book-context.js'
import { holdIn } from '../find.js'
import type { HoldsApi } from './api.js'

/** Makes {@link HoldsApi.release}. */
export function releaseHold(context: BookContext): HoldsApi['release'] {
  return async (id, options) => {
    context.requireOpen()
    const checked = validateArgument('id', idSchema, id)
    const decide = (view: View) => {
      holdIn(view, checked)
      return { result: undefined, changes: [{ op: 'remove', type: 'hold', id: checked } as const] }
    }
    const scope = () => ({ holds: [checked] })
    const replay = async () => undefined
    const request = ['holds.release', checked]
    const subject = { type: 'hold', id: checked } as const
    return context.commit({ request, scope, subject, decide, replay }, options)
  }
}
