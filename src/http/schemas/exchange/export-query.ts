import { dateInput, flag, idParameter, monthInput, monthQuery, requestObject } from '../fields.js'

const form = {
  neutralize: flag.optional().meta({
    type: 'boolean',
    default: false,
    description:
      'Whether texts that a spreadsheet would run as a formula get an apostrophe in front. Amounts never do. Importing such a ' +
      'file gives other texts.',
  }),
  bom: flag.optional().meta({
    type: 'boolean',
    default: false,
    description: 'Whether the file begins with a byte order mark. Excel needs one to see that it is UTF-8.',
  }),
}

/** Which expenses to export, and how. */
export const expensesFileQuery = requestObject({
  month: monthInput.optional(),
  category: idParameter.optional(),
  from: dateInput.optional().meta({ description: 'The first day, inclusive.' }),
  to: dateInput.optional().meta({ description: 'The last day, inclusive.' }),
  ...form,
})

/** Which report to export, and how. */
export const reportFileQuery = requestObject({ month: monthQuery, ...form })
