import { requireDate, type CivilDate } from '../calendar/civil-date.js'
import { isBudgetBookError } from '../errors/error.js'
import { atPath, requireObject, requireText } from '../errors/invalid-input.js'
import { requireLength, requireStorableText } from '../model/text.js'
import type { Amount } from '../money/amount.js'
import { parseCurrency, type CurrencyCode } from '../money/currency.js'
import { readAmount } from '../money/parse-amount.js'
import type { ImportRejectionCode } from './import-plan.js'
import { keyOfDescription, keyOfId } from './import-key.js'
import type { ImportRow } from './import-row.js'

/** A row whose values can be recorded. */
export interface ReadableRow {
  readonly row: ImportRow
  readonly date: CivilDate
  readonly amount: Amount
  readonly description: string
  readonly key: string
}

/** What is wrong with a row. */
export interface RowProblem {
  readonly code: ImportRejectionCode
  readonly message: string
}

/** Reads a row, or tells what is wrong with it: one bad row must not stop the others. */
export function readRow(row: ImportRow, source: string, currency: CurrencyCode): ReadableRow | RowProblem {
  requireObject(row, 'A row')
  try {
    return readSound(row, source, currency)
  } catch (error) {
    // An error with a cause is not a finding: the row itself threw.
    if (!isBudgetBookError(error, 'invalid_input') || error.cause !== undefined) throw error
    const [issue] = error.details.issues
    if (issue === undefined) throw error
    return { code: issue.code, message: issue.message }
  }
}

function readSound(row: ImportRow, source: string, currency: CurrencyCode): ReadableRow | RowProblem {
  const problem = currencyProblem(row.currency, currency)
  if (problem !== null) return problem
  const date = atPath(['date'], () => requireDate(row.date))
  const amount = atPath(['amount'], () => readAmount(row.amount, currency, 'nonzero', 'An expense'))
  const description = textOf('description', row.description, (text) => requireLength(text, 0, 500))
  const id = textOf('id', row.id, requireStorableText)
  textOf('category', row.category, requireStorableText)
  const key =
    id.trim() === '' ? keyOfDescription(source, date, amount, description) : keyOfId(source, id, amount, date)
  return { row, date, amount, description, key }
}

function currencyProblem(given: string | undefined, currency: CurrencyCode): RowProblem | null {
  if (given == null || given === '') return null
  if (atPath(['currency'], () => parseCurrency(given)) === currency) return null
  return { code: 'other_currency', message: `The row is in ${given}, and the book in ${currency}` }
}

// Parsers give null for what is not there.
function textOf(name: string, text: string | null | undefined, check: (text: string) => string): string {
  if (text == null) return ''
  return atPath([name], () => {
    requireText(text, 'A value')
    return check(text)
  })
}
