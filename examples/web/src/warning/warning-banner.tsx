import { useUtilization } from 'budgetbook/react'
import { useSteady } from '../glue/use-steady.js'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import './warning.css'

const texts = {
  en: {
    warning: 'Warning:',
    sentence: (total: string, limit: string, overage: string) =>
      `budgets of ${total} exceed the monthly limit of ${limit} by ${overage}.`,
  },
  de: {
    warning: 'Achtung:',
    sentence: (total: string, limit: string, overage: string) =>
      `Budgets von ${total} überschreiten das Monatslimit von ${limit} um ${overage}.`,
  },
}

/** Says that the budgets of the month are above its limit. Its text is made of fields, so it speaks each language. */
export function WarningBanner({ month }: { readonly month: string }) {
  const { warning, sentence } = useTexts(texts)
  const format = useFormat()
  const report = useSteady(useUtilization(month))
  if (!report?.compliance.exceedsLimit) return null
  const { totalBudget, monthlyLimit, overage } = report.compliance
  const money = (amount: string): string => format.money(amount, report.currency)
  return (
    <div className="warning-banner" role="alert">
      <strong>{warning}</strong> {sentence(money(totalBudget), money(monthlyLimit ?? '0'), money(overage))}
    </div>
  )
}
