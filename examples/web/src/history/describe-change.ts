import type { HistoryChange } from 'budgetbook'
import { amountsOf, differs, eitherField, field, type Describe, type Wording } from './change-fields.js'
import { describeNamed } from './describe-named.js'

const settings: Describe = (change, wording) => {
  const { texts } = wording
  const { before, after } = change
  const lines: string[] = []
  if (differs(change, 'currency')) {
    lines.push(texts.fromTo(texts.currency, field(before, 'currency') || '–', field(after, 'currency')))
  }
  if (differs(change, 'monthlyLimit')) {
    lines.push(texts.fromTo(texts.monthlyLimit, ...amountsOf(change, 'monthlyLimit', wording)))
  }
  if (differs(change, 'monthStartDay')) {
    const days = [field(before, 'monthStartDay') || '–', field(after, 'monthStartDay')] as const
    lines.push(texts.fromTo(texts.monthStartDay, ...days))
  }
  return lines
}

const budget: Describe = (change, wording) => {
  const { texts, month, nameOf } = wording
  const what = texts.budget(nameOf(eitherField(change, 'categoryId')) ?? texts.unknown)
  const line = texts.fromTo(what, ...amountsOf(change, 'amount', wording))
  return [`${line} (${month(eitherField(change, 'month'))})`]
}

/** An expense or a hold: money in a category, with or without a description. */
function spending(what: (name: string) => string): Describe {
  return (change, wording) => {
    const { texts, nameOf } = wording
    const category = nameOf(eitherField(change, 'categoryId')) ?? texts.unknown
    const name = what(eitherField(change, 'description') || category)
    const [before, after] = amountsOf(change, 'amount', wording)
    if (change.before === null) return [`${texts.added(name)}: ${after}`]
    if (change.after === null) return [`${texts.removed(name)}: ${before}`]
    return [before === after ? texts.changed(name) : texts.fromTo(name, before, after)]
  }
}

/** What a change did, in words that are made of its fields. */
export function describeChange(change: HistoryChange, wording: Wording): readonly string[] {
  const { texts, month } = wording
  switch (change.type) {
    case 'settings':
      return settings(change, wording)
    case 'category':
      return describeNamed(texts.category)(change, wording)
    case 'group':
      return describeNamed(texts.group)(change, wording)
    case 'budget':
      return budget(change, wording)
    case 'expense':
      return spending(texts.expense)(change, wording)
    case 'hold':
      return spending(texts.hold)(change, wording)
    case 'month':
      return [change.after === null ? texts.reopened(month(change.id)) : texts.closed(month(change.id))]
    case 'order':
      return [texts.order[change.id === 'group' ? 'group' : 'category']]
    default:
      return [] // A later version of the package may tell of more.
  }
}
