import { z } from '@hono/zod-openapi'
import type { ChangeSummary } from '../../storage/adapter.js'

const types = [
  'settings',
  'category',
  'group',
  'budget',
  'expense',
  'hold',
  'month',
] as const satisfies readonly ChangeSummary['type'][]
const actions = ['created', 'updated', 'removed'] as const satisfies readonly ChangeSummary['action'][]

const change = z.object({
  type: z.enum(types),
  action: z.enum(actions),
  ids: z.array(z.string()).meta({ description: 'Of settings none; of months the months.' }),
})

/** The data of an event `change`. No route answers with it: it is in the document for clients that are generated. */
export const changeEvent = z
  .object({
    operation_id: z.string().nullable().meta({
      description:
        'The `Idempotency-Key` of the request; `null` without one, and for a change of another process.',
      example: 'receipt-4711',
    }),
    months: z.union([z.literal('all'), z.array(z.string())]).meta({
      description: 'The months whose report may have changed; empty if none did, as for a new category.',
      example: ['2026-02'],
    }),
    changes: z.union([z.literal('unknown'), z.array(change)]).meta({
      description: 'What changed, if the server knows it.',
      example: [{ type: 'expense', action: 'created', ids: ['019c5a1e-7d2f-7002-8a3b-1f3e5d7c9b0a'] }],
    }),
  })
  .meta({ description: 'The data of an event `change` of `/api/events/`.' })
  .openapi('ChangeEvent')
