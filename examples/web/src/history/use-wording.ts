import type { HistoryEntry } from 'budgetbook'
import { useTexts } from '../text/language.js'
import { useFormat } from '../text/use-format.js'
import { changeTexts } from './change-texts.js'
import { describeChange } from './describe-change.js'
import { entryCurrencies } from './entry-currencies.js'
import type { ShownHistory } from './read-history.js'
import { texts } from './texts.js'

// An import of a bank's file changes hundreds of things at once.
const mostLines = 3

/** The function that says in words what an entry did. */
export function useWording(history: ShownHistory | undefined): (entry: HistoryEntry) => readonly string[] {
  const { wholeBook, andMore } = useTexts(texts)
  const words = useTexts(changeTexts)
  const { money, month } = useFormat()
  const currencies = entryCurrencies(history?.entries ?? [], history?.currency ?? 'XXX')
  return ({ id: entryId, changes }) => {
    const currency = currencies.get(entryId) ?? null
    if (changes === 'whole_book') return [wholeBook]
    const wording = {
      texts: words,
      money: (amount: string) => (currency === null ? amount : money(amount, currency)),
      month,
      nameOf: (id: string) => history?.names.get(id),
    }
    const lines = changes.slice(0, mostLines).flatMap((change) => describeChange(change, wording))
    const rest = changes.length - mostLines
    return rest > 0 ? [...lines, andMore(rest)] : lines
  }
}
