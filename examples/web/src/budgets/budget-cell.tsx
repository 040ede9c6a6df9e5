import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { BudgetForm } from './budget-form.js'
import { draftOf } from './drafts.js'
import { editTexts } from './edit-texts.js'
import type { EditableBudget } from './editable-budget.js'

/** The budget of a category: a button with the amount, and when it is pressed, a box. */
export function BudgetCell(editable: EditableBudget) {
  const { month, currency, categoryId, name, budget } = editable
  const { edit, none } = useTexts(editTexts)
  const format = useFormat()
  const button = useRef<HTMLButtonElement>(null)
  // How it came to be as it is; a box that has a draft is open from the beginning, without the focus.
  const [step, setStep] = useState<'shown' | 'restored' | 'opened' | 'closed'>(() =>
    draftOf(month, categoryId) ? 'restored' : 'shown',
  )
  useEffect(() => {
    if (step === 'closed') button.current?.focus()
  }, [step])

  if (step === 'opened' || step === 'restored') {
    return <BudgetForm {...editable} focused={step === 'opened'} onClose={() => setStep('closed')} />
  }
  const amount = budget === null ? null : format.money(budget, currency)
  return (
    <button
      ref={button}
      type="button"
      className="small budget-button"
      aria-label={edit(name, amount ?? none)}
      onClick={() => setStep('opened')}
    >
      {amount ?? '–'}
    </button>
  )
}
