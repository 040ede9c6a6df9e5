import { addMonths } from '../calendar/add-months.js'
import { lastMonth } from '../calendar/month.js'
import { writeMinorUnits } from '../money/minor-units.js'
import type { JournalExpense, JournalFormat, JournalPlan } from './journal-format.js'
import { oneLine } from './one-line.js'

/** A colon makes a sub-account, and a semicolon begins a comment. Everything else may stand in an account's name. */
function accountPart(name: string): string {
  return oneLine(oneLine(name).replace(/[:;]/g, '-'))
}

function canPay(account: string): boolean {
  const parts = account.split(':')
  const isName =
    /^[\p{L}\p{N}]/u.test(account) && parts.every((part) => part !== '' && accountPart(part) === part)
  return isName && parts[0] !== 'Expenses'
}

function head({ currency, scale, monthStartDay }: JournalPlan): string {
  const hint = monthStartDay === 1 ? 'bal --budget -M' : `bal --budget -p '${everyMonth(monthStartDay)}'`
  return [
    `; Months start on day ${monthStartDay}: hledger ${hint}`,
    'decimal-mark .',
    // Without decimals, the point alone says which mark it is.
    `commodity ${writeMinorUnits(1000n * 10n ** BigInt(scale), scale)}${scale === 0 ? '.' : ''} ${currency}`,
    '',
  ].join('\n')
}

function accounts({ accounts: categories, paidFrom }: JournalPlan): string {
  const lines = Array.from(categories.values(), ({ name, group, account }) => {
    const whole = group === null ? name : `${group}:${name}`
    // A comment behind the account could be read as a tag of it, such as its type. One on a line of its own cannot.
    const comment = account.endsWith(`:${whole}`) ? '' : `; ${whole}\n`
    return `${comment}account ${account}\n`
  })
  return `\naccount ${paidFrom}\n${lines.join('')}`
}

function budgets({ budgets: months, accounts: categories, ...plan }: JournalPlan): string {
  return Array.from(months, ([month, amounts]) => {
    const lines = Array.from(amounts, ([categoryId, units]) => {
      const account = categories.get(categoryId)?.account
      return `    ${account}  ${writeMinorUnits(units, plan.scale)} ${plan.currency}\n`
    })
    return `\n~ ${periodOf(month, plan.monthStartDay)}\n${lines.join('')}    ${plan.paidFrom}\n`
  }).join('')
}

/** The period that holds one budget, on the first day of its month. */
function periodOf(month: string, startDay: number): string {
  const day = String(startDay).padStart(2, '0')
  // The calendar ends before the next month begins.
  const before = month === lastMonth ? '9999-12-31' : `${addMonths(month, 1)}-${day}`
  return `${startDay === 1 ? 'monthly' : everyMonth(startDay)} from ${month}-${day} to ${before}`
}

const everyMonth = (startDay: number): string => `every ${startDay}${ordinal(startDay)} day of month`

const ordinal = (day: number): string =>
  ({ 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd' })[day] ?? 'th'

function expense(
  { date, account, amount, paid, description, original }: JournalExpense,
  { currency, paidFrom }: JournalPlan,
): string {
  const comment = original
    ? `    ; original: ${original.amount} ${original.currency}, rate: ${original.rate}\n`
    : ''
  return (
    `\n${date}${descriptionText(description)}\n${comment}` +
    `    ${account}  ${amount} ${currency}\n    ${paidFrom}  ${paid} ${currency}\n`
  )
}

/** What follows the date. A comment begins at a semicolon, and a note at a bar. There is no way to escape them. */
function descriptionText(description: string): string {
  if (description === '') return ''
  const text = description.replaceAll(';', ',').replaceAll('|', '/')
  // An empty code ends what could be a second date, a status or a code.
  return /^[=*!(]/.test(text) ? ` () ${text}` : ` ${text}`
}

/** Journals for hledger. */
export const hledger: JournalFormat = {
  accountPart,
  canPay,
  head,
  accounts,
  datesAccounts: false,
  budgets,
  expense,
}
