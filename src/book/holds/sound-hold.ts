import { requireText } from '../../errors/invalid-input.js'
import type { StoredHold } from '../../model/hold.js'
import type { Amount } from '../../money/amount.js'
import { scaleOf, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import type { Head } from '../../storage/view.js'
import { readStored, requireOwnMonth } from '../read-stored.js'

// No currency has more decimals.
const largestScale = 4

/**
 * The amount of a hold at the scale of the book's currency. The stored amount may have the decimals of an earlier
 * currency: code of an older version changes the currency of a book, and leaves holds as they are. The amount is
 * rounded up, so that it cannot bypass a limit.
 */
export function amountOfHold({ amount }: Pick<StoredHold, 'amount'>, currency: CurrencyCode): Amount {
  requireText(amount, 'An amount')
  const scale = scaleOf(currency)
  const point = amount.indexOf('.')
  // Most amounts have this scale already. Sums of many holds should not take long.
  if ((point < 0 ? 0 : amount.length - point - 1) === scale) return amount
  const units = readMinorUnits(amount, largestScale)
  const step = 10n ** BigInt(largestScale - scale)
  return writeMinorUnits((units + step - 1n) / step, scale)
}

/** A stored hold with an amount of the book's currency; throws `storage_corrupt` if its data is damaged. */
export function soundHold(hold: StoredHold, head: Head, bookId: string): StoredHold {
  requireOwnMonth(hold, head, bookId, 'holds')
  return withSoundAmount(hold, head, bookId)
}

/** The same, in whatever month it is stored. */
export function withSoundAmount(hold: StoredHold, { settings }: Head, bookId: string): StoredHold {
  const amount = readStored(bookId, `holds["${hold.id}"]`, () => {
    const read = amountOfHold(hold, settings.currency)
    readMinorUnits(read, largestScale)
    return read
  })
  return amount === hold.amount ? hold : { ...hold, amount }
}
