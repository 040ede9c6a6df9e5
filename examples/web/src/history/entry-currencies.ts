import type { HistoryEntry } from 'budgetbook'

/**
 * The currency of the amounts of each entry, of a list with the newest first. Entries do not say it, so it is followed
 * back from the currency of now. It is `null` before work on the whole book, which may have changed it.
 */
export function entryCurrencies(
  entries: readonly HistoryEntry[],
  current: string,
): ReadonlyMap<string, string | null> {
  const currencies = new Map<string, string | null>()
  let currency: string | null = current
  for (const { id, changes } of entries) {
    currencies.set(id, currency)
    currency = changes === 'whole_book' ? null : currencyBefore(changes, currency)
  }
  return currencies
}

function currencyBefore(
  changes: Exclude<HistoryEntry['changes'], 'whole_book'>,
  currency: string | null,
): string | null {
  const before = changes.find(({ type }) => type === 'settings')?.before?.['currency']
  return typeof before === 'string' ? before : currency
}
