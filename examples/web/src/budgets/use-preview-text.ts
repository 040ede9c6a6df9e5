import { isMonthlyLimitViolation, messagesByField, type AllocationViolation } from 'budgetbook'
import { useLanguage, useTexts } from '../text/language.js'
import { problemText } from '../text/problems.js'
import { useFormat } from '../text/use-format.js'
import { editTexts } from './edit-texts.js'
import type { Preview } from './use-preview.js'

/** A text for a preview, and whether the budget would not be saved. */
export interface PreviewText {
  readonly text: string
  readonly refused: boolean
}

/** Puts a preview into words of the user's language. */
export function usePreviewText(preview: Preview, currency: string): PreviewText {
  const { exceeds } = useTexts(editTexts)
  const { language } = useLanguage()
  const format = useFormat()
  const money = (amount: string): string => format.money(amount, currency)
  if (preview.state === 'failed') {
    const messages = messagesByField(preview.error, (problem) =>
      problemText(problem, language, currency, format),
    )
    return { text: Object.values(messages).flat().join(' '), refused: true }
  }
  if (!preview.value) return { text: '', refused: false }
  const warningOf = (violation: AllocationViolation): string =>
    isMonthlyLimitViolation(violation)
      ? exceeds(money(violation.newTotal), money(violation.monthlyLimit), money(violation.overage))
      : violation.message
  const refusalOf = ({ code, message, details, ...facts }: AllocationViolation): string =>
    problemText(
      { field: 'amount', code, message, params: { ...facts, ...details } },
      language,
      currency,
      format,
    )
  const { accepted, violations } = preview.value
  return { text: violations.map(accepted ? warningOf : refusalOf).join(' '), refused: !accepted }
}
