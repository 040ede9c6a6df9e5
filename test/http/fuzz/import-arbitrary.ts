import * as fc from 'fast-check'
import { hostileText, hostileValue } from './hostile.js'
import { madeId } from './schema-arbitrary.js'

/** The token of a body whose plan is to be asked for first. */
export const planned = 'planned'

const text = fc.oneof(fc.constantFrom('', 'Coffee', 'coffee', 'Travel', '__proto__'), hostileText)
const row = fc.record(
  {
    date: fc.constantFrom('2026-02-13', '2026-02-14', '2026-03-01', '2026-02-30'),
    amount: fc.constantFrom('4.80', 4.8, '700.00', '-5', '0', '1.001'),
    description: fc.oneof(text, fc.constant(null)),
    category: text,
    id: text,
    currency: fc.constantFrom('USD', 'EUR', '', 'ABC'),
    line: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ['date', 'amount'] },
)
const rows = fc.record({
  rows: fc.array(fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: hostileValue }), {
    maxLength: 6,
  }),
})

const line = fc.oneof(
  fc.constantFrom('2026-02-14,Travel,Flight,,700.00', '2026-02-14,,"a\nb",7,4.80', '2026-02-30,,,,1', '"'),
  fc.string({ maxLength: 20 }),
)
const file = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => ['Date,Category,Description,Id,Amount', ...lines].join(end))
const csv = fc.record({
  csv: fc.oneof({ weight: 6, arbitrary: file }, { weight: 1, arbitrary: hostileText }),
  format: fc.oneof(
    fc.constantFrom<unknown>('budgetbook', 'budgetbook', 'ynabRegister', 'ynabPlan', '__proto__', {
      columns: { date: 0, amount: 4, category: 1 },
      dates: 'YYYY-MM-DD',
      spending: 'positive',
    }),
    hostileValue,
  ),
})

const others = fc.record(
  {
    source: fc.constantFrom('a', 'b', 'budgetbook'),
    categories: fc.dictionary(text, madeId, { maxKeys: 3 }),
    default_category: madeId,
    ignore: fc.array(fc.constantFrom('a|2026-02-14|4.80|coffee', 'a|2026-02-13|4.80|'), { maxLength: 2 }),
    token: fc.oneof(
      { weight: 6, arbitrary: fc.constant(planned) },
      { weight: 1, arbitrary: fc.constantFrom('USD.0123456789abcdef.1', 'ABC.0123456789abcdef.1', '..') },
    ),
  },
  { requiredKeys: ['source'] },
)

/** The fields of an import, most of them sound. */
export const importFields: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: rows }, { weight: 1, arbitrary: csv }), others)
  .map(([what, how]) => ({ ...what, ...how }))
