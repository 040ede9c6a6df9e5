import { fingerprintInSteps, type Steps } from '../../book/long-work.js'
import { isBudgetBookError } from '../../errors/error.js'
import { invalidInput } from '../../errors/invalid-input.js'
import type { ImportRow } from '../../exchange/import-row.js'
import { parseCurrency, type CurrencyCode } from '../../money/currency.js'
import { mostRows, type ImportRequest } from '../schemas/exchange/import-body.js'

// A token says which rows of a request were new, so that no server has to remember a plan. It is not a secret and needs
// no signature: a made-up token can only record rows of the request itself, in the caller's own book.
//
//   EUR.0123456789abcdef.3,10,2
//
// the currency of the plan, the fingerprint of the request, and how many rows in turn were new (3), not new (10), new
// (2), and so on.

/** What a plan found. */
export interface PlanToken {
  readonly currency: CurrencyCode
  readonly fingerprint: string
  /** The positions of the new rows, ascending. */
  readonly fresh: readonly number[]
}

// A run of one row takes two characters, and a longer one takes less for each row.
const longestToken = 40 + 2 * mostRows

/** The fingerprint of all that decides what a request records. */
export function* requestFingerprint(
  { source, categories, default_category: fallback, ignore }: ImportRequest,
  rows: readonly ImportRow[],
): Steps<string> {
  const mapped = [...(categories ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  return yield* fingerprintInSteps('import', [source, mapped, fallback ?? null, ignore ?? [], ...rows])
}

/** Writes a token. `count` is how many rows the request has. */
export function writeToken({ currency, fingerprint, fresh }: PlanToken, count: number): string {
  const runs: number[] = []
  let length = 0
  let end = 0
  for (const position of fresh) {
    if (position > end) {
      runs.push(length, position - end)
      length = 0
    }
    length++
    end = position + 1
  }
  runs.push(length)
  if (count > end) runs.push(count - end)
  return [currency, fingerprint, runs.join(',')].join('.')
}

/** Reads the token of a request with so many rows; throws `invalid_input`. */
export function readToken(token: string, count: number): PlanToken {
  const [code = '', fingerprint = '', runs = '', ...others] =
    token.length > longestToken ? [] : token.split('.')
  if (others.length > 0 || !/^[0-9a-f]{16}$/.test(fingerprint)) throw notOfPlan()
  return { currency: currencyOf(code), fingerprint, fresh: positionsIn(runs, count) }
}

/** The refusal of a token that does not come from a plan of this request. */
export function notOfPlan(): Error {
  const message = 'Not the token of a plan of this request. Send the planned request again, with its token'
  return invalidInput('invalid_value', message, ['token'])
}

function currencyOf(code: string): CurrencyCode {
  try {
    return parseCurrency(code)
  } catch (error) {
    throw isBudgetBookError(error, 'invalid_input') ? notOfPlan() : error
  }
}

function positionsIn(runs: string, count: number): number[] {
  const fresh: number[] = []
  let end = 0
  for (const [index, digits] of runs.split(',').entries()) {
    const length = /^\d{1,6}$/.test(digits) ? Number(digits) : Number.NaN
    // Also refuses text that is not digits: its length is NaN.
    if (!(end + length <= count)) throw notOfPlan()
    if (index % 2 === 0) for (let at = 0; at < length; at++) fresh.push(end + at)
    end += length
  }
  if (end !== count) throw notOfPlan()
  return fresh
}
