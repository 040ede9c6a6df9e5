import { useBudgetBook } from 'budgetbook/react'
import { useTexts } from '../text/language.js'
import { NameForm } from './name-form.js'

const texts = {
  en: { label: 'New group', add: 'Add group' },
  de: { label: 'Neue Gruppe', add: 'Gruppe anlegen' },
}

/** A form that adds a group of categories. */
export function AddGroup({ currency }: { readonly currency: string }) {
  const book = useBudgetBook()
  return (
    <NameForm
      id="group"
      {...useTexts(texts)}
      currency={currency}
      isSecondary
      create={async (name) => book.groups.create({ name })}
    />
  )
}
