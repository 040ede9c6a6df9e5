import { addMonths } from '../calendar/add-months.js'
import type { CivilDate } from '../calendar/civil-date.js'
import { lastMonth } from '../calendar/month.js'
import { monthRange } from '../calendar/month-range.js'
import { writeMinorUnits } from '../money/minor-units.js'
import type { JournalExpense, JournalFormat, JournalPlan } from './journal-format.js'

const dropped = /[\p{Mark}\p{Default_Ignorable_Code_Point}]+/gu
const separators = /[^\p{L}\p{Nd}]+/gu
// A part begins with a capital letter or a digit. Older versions know few capital letters beyond these.
const soundStart = /^(?=[\p{Lu}\d])[\0-\u017F\u0391-\u03A9\u0401-\u042F]/u
const soundPart = /^[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*$/u
const rootsThatPay = ['Assets', 'Liabilities', 'Equity', 'Income']

/** Letters and digits of any script. Everything between them becomes one hyphen. */
function accountPart(name: string): string {
  const words = name.normalize('NFC').replace(dropped, '').replace(separators, '-').replace(/^-|-$/g, '')
  if (words === '') return ''
  const [first = '', ...others] = words
  // Some capitals are a letter and a mark, such as that of \u1FC6.
  const part = first.toUpperCase().replace(dropped, '') + others.join('')
  return soundStart.test(part) ? part : `X-${words}`
}

function canPay(account: string): boolean {
  const [root = '', ...parts] = account.split(':')
  return rootsThatPay.includes(root) && parts.length > 0 && parts.every((part) => soundPart.test(part))
}

function head({ currency, monthStartDay }: JournalPlan): string {
  return `; Months start on day ${monthStartDay}\noption "operating_currency" "${currency}"\n`
}

function accounts({ accounts: categories, paidFrom, currency }: JournalPlan, firstDay: CivilDate): string {
  const lines = Array.from(categories.values(), ({ name, group, account }) => {
    const ofGroup = group === null ? '' : `  group: ${quoted(group)}\n`
    return `${firstDay} open ${account} ${currency}\n  name: ${quoted(name)}\n${ofGroup}`
  })
  return `\n${firstDay} open ${paidFrom}\n${lines.join('')}`
}

function budgets({ budgets: months, accounts: categories, ...plan }: JournalPlan): string {
  const lines = Array.from(withEnds(months), ([month, amounts]) => {
    const { start } = monthRange(month, plan.monthStartDay)
    return Array.from(categories, ([categoryId, { account }]) => {
      const units = amounts.get(categoryId)
      if (units === undefined) return ''
      return `${start} custom "budget" ${account} "monthly" ${writeMinorUnits(units, plan.scale)} ${plan.currency}\n`
    }).join('')
  }).join('')
  return lines === '' ? '' : `\n${lines}`
}

/** A budget counts until the next one. So a month without a budget, after one with a budget, has one of zero. */
function withEnds(months: JournalPlan['budgets']): [string, ReadonlyMap<string, bigint>][] {
  const all = new Map(Array.from(months, ([month, amounts]) => [month, new Map(amounts)]))
  for (const [month, amounts] of months) {
    if (month === lastMonth) continue
    const next = addMonths(month, 1)
    const later = all.get(next) ?? new Map<string, bigint>()
    all.set(next, later)
    for (const categoryId of amounts.keys()) if (!later.has(categoryId)) later.set(categoryId, 0n)
  }
  return Array.from(all).sort(([a], [b]) => (a < b ? -1 : 1))
}

function expense(
  { date, account, amount, paid, description, original }: JournalExpense,
  { currency, paidFrom }: JournalPlan,
): string {
  const metadata = original
    ? `  original: ${original.amount} ${original.currency}\n  rate: ${original.rate}\n`
    : ''
  return (
    `\n${date} * ${quoted(description)}\n${metadata}` +
    `  ${account}  ${amount} ${currency}\n  ${paidFrom}  ${paid} ${currency}\n`
  )
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Journals for beancount and fava. */
export const beancount: JournalFormat = {
  accountPart,
  canPay,
  head,
  accounts,
  datesAccounts: true,
  budgets,
  expense,
}
