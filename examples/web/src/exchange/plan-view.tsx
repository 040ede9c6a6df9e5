import type { ImportPlan, ImportResult } from 'budgetbook'
import { useBudgetBook } from 'budgetbook/react'
import { useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { FreshRows } from './fresh-rows.js'
import { PlanCounts } from './plan-counts.js'
import type { RefusedRow } from './plan-file.js'
import { RefusedRows } from './refused-rows.js'
import { texts } from './texts.js'

/** What an import would do, and the button that does it. */
export function PlanView({
  plan,
  refused,
  isReady,
}: {
  readonly plan: ImportPlan
  readonly refused: readonly RefusedRow[]
  /** Whether the plan is that of the file and the book as they are now. */
  readonly isReady: boolean
}) {
  const text = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages } = useAction(plan.currency)
  const [isWithoutAlike, setIsWithoutAlike] = useState(false)
  const [result, setResult] = useState<ImportResult | null>(null)
  const alike = new Set(plan.alike.map(({ row }) => row))
  const fresh = isWithoutAlike ? plan.fresh.filter(({ row }) => !alike.has(row)) : plan.fresh
  const importRows = async (): Promise<void> => {
    setResult(await book.expenses.importRows({ ...plan, fresh }))
  }
  return (
    <>
      <PlanCounts plan={plan} refused={refused.length} />
      {plan.unresolved.length > 0 && <p className="notice">{text.needsCategory(plan.unresolved.length)}</p>}
      {plan.alike.length > 0 && (
        <label className="exchange-alike">
          <input
            type="checkbox"
            checked={isWithoutAlike}
            onChange={(event) => setIsWithoutAlike(event.currentTarget.checked)}
          />
          {text.withoutAlike(plan.alike.length)}
        </label>
      )}
      {fresh.length > 0 && <FreshRows rows={fresh} currency={plan.currency} />}
      {refused.length > 0 && <RefusedRows rows={refused} />}
      {fresh.length === 0 && result === null && <p className="quiet">{text.nothingNew}</p>}
      <div className="actions">
        {fresh.length > 0 && (
          <button
            type="button"
            className="primary"
            aria-disabled={pending || !isReady}
            onClick={() => {
              if (!pending && isReady) void run(importRows)
            }}
          >
            {text.import(fresh.length)}
          </button>
        )}
      </div>
      <FieldMessages id="import-messages" of={allMessages(messages)} />
      <p className="notice" role="status">
        {result && text.imported(result.expenses.length)}
        {result && result.duplicates.length > 0 && ` ${text.alreadyThere(result.duplicates.length)}`}
      </p>
    </>
  )
}
