import { requireStartDay } from '../calendar/start-day.js'
import { atPath, requireObject } from '../errors/invalid-input.js'
import { scaleOf, type CurrencyCode } from '../money/currency.js'
import type { SettingsFields } from './input.js'
import { readAllowance } from './status.js'

/** {@link SettingsFields}, checked. */
export interface CheckedSettings {
  readonly currency: CurrencyCode
  /** Of the currency. */
  readonly scale: number
  /** In minor units, or `null` without a limit. */
  readonly limit: bigint | null
  readonly monthStartDay: number
}

/** Checks the settings that a pure function is given. Paths of issues begin with `'settings'`. */
export function readSettings(settings: SettingsFields): CheckedSettings {
  return atPath(['settings'], () => {
    requireObject(settings, 'Settings')
    // Only undefined means the default.
    const { currency, monthlyLimit, monthStartDay = 1 } = settings
    const scale = atPath(['currency'], () => scaleOf(currency))
    const limit = atPath(['monthlyLimit'], () =>
      monthlyLimit == null ? null : readAllowance(monthlyLimit, scale),
    )
    return {
      currency: currency as CurrencyCode,
      scale,
      limit,
      monthStartDay: requireStartDay(monthStartDay),
    }
  })
}
