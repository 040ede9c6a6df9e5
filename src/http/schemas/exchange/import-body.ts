import { z } from '@hono/zod-openapi'
import { atPath, invalidInput, issueOf, requireObject } from '../../../errors/invalid-input.js'
import { converted, finding, whateverElse, words } from '../../../model/schema.js'
import { validate } from '../../../model/validate.js'
import { classic, idInput, listInput, requestObject, tooMany } from '../fields.js'

/** The most rows that one request can have, also those that cannot be read. */
export const mostRows = 100_000

const exampleId = '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a'

/** Which category a name in the file is. A Map, so that a name `__proto__` is one like any other. */
const mapping = classic(
  converted<ReadonlyMap<string, string>, Record<string, string | number>>((given) => {
    requireObject(given, 'The categories')
    if (Array.isArray(given))
      throw invalidInput('invalid_type', 'The categories must be an object', [], { expected: 'object' })
    return new Map(
      Object.entries(given).map(([name, id]) => [name, atPath([name], () => validate(idInput, id))]),
    )
  }),
)

const rowsOrFile = finding(
  ({ rows, csv, format }: { readonly rows?: unknown; readonly csv?: unknown; readonly format?: unknown }) => {
    if ((rows === undefined) === (csv === undefined))
      return issueOf('required', 'Pass either rows or csv', undefined, ['rows'])
    if (csv === undefined && format !== undefined)
      return issueOf('invalid_value', 'Only csv has a format', undefined, ['format'])
    return csv !== undefined && format === undefined
      ? issueOf('required', 'This field is required', undefined, ['format'])
      : null
  },
)

/** What to import: rows, or a file; and how. The rows are checked one by one, so that one bad row stops no other. */
export const importBody = requestObject({
  rows: listInput(z.unknown(), tooMany(mostRows, 'rows'))
    .optional()
    .meta({
      items: { $ref: '#/components/schemas/ImportRow' },
      maxItems: mostRows,
      description: 'The rows of a file, in its order. Or pass `csv`.',
    }),
  csv: z
    .string(words)
    .optional()
    .meta({
      description: `The text of a CSV file with at most ${mostRows} rows, if the server reads CSV.`,
      example: 'Date,Text,Amount\n2026-02-14,Café,-4.80\n',
    }),
  format: z
    .unknown()
    .optional()
    .meta({
      type: ['string', 'object'],
      additionalProperties: true,
      description:
        'What the CSV file looks like: a `CsvFormat` with the names of the package, or the name of a known one, such as ' +
        '`ynabRegister`, `actualTransactions`, `fireflyTransactions` or `budgetbook`.',
      example: {
        columns: { date: 'Date', description: 'Text', amount: 'Amount' },
        dates: 'YYYY-MM-DD',
      },
    }),
  source: z.string(words).meta({
    minLength: 1,
    maxLength: 100,
    pattern: '^[^|]+$',
    description: 'Where the rows come from: name the account. Equal rows of one source are counted.',
    example: 'checking account',
  }),
  categories: mapping.optional().meta({
    type: 'object',
    additionalProperties: { type: ['string', 'integer'] },
    description: 'The categories of the book, by the names that the file has.',
    example: { Coffee: exampleId },
  }),
  default_category: idInput
    .optional()
    .meta({ description: 'The category of rows whose name is not in `categories`.' }),
  ignore: listInput(z.string(words), tooMany(mostRows, 'keys')).optional().meta({
    maxItems: mostRows,
    description: 'Keys of rows to leave out. Each key takes out one row: list it twice for two equal rows.',
  }),
  token: z.string(words).optional().meta({
    description: 'The `token` of the plan of this request. Without it, nothing is recorded.',
    example: 'USD.0123456789abcdef.1,2',
  }),
})
  .check(whateverElse(rowsOrFile))
  .openapi('Import')

/** {@link importBody}, checked. */
export type ImportRequest = z.output<typeof importBody>
