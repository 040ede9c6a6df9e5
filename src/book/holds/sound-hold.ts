import type { StoredHold } from '../../model/hold.js'
import { scaleOf, type CurrencyCode } from '../../money/currency.js'
import { readMinorUnits, writeMinorUnits } from '../../money/minor-units.js'
import type { Head } from '../../storage/view.js'
import { readStored, requireOwnMonth } from '../read-stored.js'

// No currency has more decimals.
const largestScale = 4

/**
 * The amount of a hold in minor units. It may have the decimals of an earlier currency: code of an older version changes
 * the currency of a book, and leaves holds as they are. It is rounded up, so that no limit is slipped past.
 */
export function unitsOfHold({ amount }: Pick<StoredHold, 'amount'>, currency: CurrencyCode): bigint {
  const units = readMinorUnits(amount, largestScale)
  const step = 10n ** BigInt(largestScale - scaleOf(currency))
  return (units + step - 1n) / step
}

/** A stored hold with an amount of the book's currency; throws `storage_corrupt` if its data is damaged. */
export function soundHold(hold: StoredHold, head: Head, bookId: string): StoredHold {
  const { currency } = head.settings
  requireOwnMonth(hold, head, bookId, 'holds')
  const units = readStored(bookId, `holds["${hold.id}"]`, () => unitsOfHold(hold, currency))
  const amount = writeMinorUnits(units, scaleOf(currency))
  return amount === hold.amount ? hold : { ...hold, amount }
}
