import { factOf, type ProblemTexts } from './facts.js'

/** What can go wrong, in English. */
export const english: ProblemTexts = {
  monthly_limit_exceeded: ({ params }, money) =>
    params['largestAccepted']
      ? `Refused: ${money('overage')} above the limit. At most ${money('largestAccepted')} would fit.`
      : `Refused: ${money('overage')} above the limit.`,
  invalid_amount: () => 'Enter an amount, such as 12.50.',
  too_many_decimals: ({ params }) => `At most ${factOf(params, 'scale')} decimals.`,
  too_many_digits: () => 'The amount is too large.',
  negative_amount: () => 'The amount must not be negative.',
  zero_amount: () => 'The amount must not be zero.',
  required: () => 'Fill in this field.',
  too_short: () => 'Fill in this field.',
  too_long: () => 'This text is too long.',
  unsupported_text: () => 'This text has characters that cannot be kept.',
  invalid_date: () => 'The calendar has no such day.',
  invalid_month: () => 'The calendar has no such month.',
  duplicate_category: () => 'There is a category of this name already.',
  duplicate_group: () => 'There is a group of this name already.',
  category_archived: () => 'The category is archived.',
  category_in_use: () => 'The category has budgets or expenses, so it cannot be removed.',
  currency_locked: () => 'The book has amounts already, so its currency stays.',
  not_found: () => 'It is not there any more. Another tab may have removed it.',
  month_closed: () => 'The month is closed.',
  hold_expired: () => 'The hold has expired.',
  undo_conflict: () => 'It cannot be undone: something was changed since.',
  quota_exceeded: () =>
    'The storage of the browser is full. Nothing was changed. Free some space, then try again.',
  storage_unavailable: () => 'The storage of the browser cannot be reached. Reload the page.',
  storage_corrupt: () => 'The stored data is damaged. It was left as it is.',
  outcome_unknown: () => 'It is not known whether this was saved. Look before you try again.',
  conflict: () => 'Another tab changed the book. Try again.',
}
