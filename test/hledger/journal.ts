import { spawnSync } from 'node:child_process'
import { unitsOfText } from '../support/exact-decimal.js'

/** A posting to an account, balanced by another one. */
export interface Posting {
  readonly date: string
  readonly account: string
  /** Plain decimal text. */
  readonly amount: string
}

/** The balance of each account in each period, in minor units. */
export type Balances = ReadonlyMap<string, readonly bigint[]>

function journalOf(postings: readonly Posting[]): string {
  return postings
    .map(({ date, account, amount }) => `${date} test\n    ${account}  ${amount}\n    equity\n`)
    .join('\n')
}

/**
 * What hledger says of a journal: `bal` with a report period, the columns of its table by account. An account without
 * postings is not listed.
 *
 * @param period - Such as `every 25th day of month from 2026-01-25 to 2026-03-25`.
 */
export function balances(
  postings: readonly Posting[],
  { period, options, scale }: { period: string; options: readonly string[]; scale: number },
): Balances {
  const args = ['bal', '-f', '-', '-O', 'csv', '--flat', '--empty', '--no-total', '-p', period, ...options]
  const { status, stdout, stderr, error } = spawnSync('hledger', args, {
    input: journalOf(postings),
    encoding: 'utf8',
  })
  if (error ?? status !== 0)
    throw new Error(`hledger failed. Install it: apt-get install hledger\n${stderr}`, { cause: error })
  const [, ...rows] = stdout.trim().split('\n')
  return new Map(
    rows.map((row) => {
      const [account = '', ...cells] = row.slice(1, -1).split('","')
      return [account, cells.map((cell) => unitsOfText(cell, scale))]
    }),
  )
}
