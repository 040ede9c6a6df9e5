import { Decimal as AppDecimal } from 'decimal.js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseAmount, splitAmount } from 'budgetbook'
import { Decimal } from '../../src/money/decimal.js'

afterEach(() => {
  AppDecimal.set({ defaults: true })
  vi.resetModules()
})

describe('the decimals of the package', () => {
  it('are not those of the app, in either direction', async () => {
    AppDecimal.set({ precision: 2, rounding: AppDecimal.ROUND_UP, toExpPos: 0 })
    // Loaded after the app has set its own, as in an app that imports the package late.
    vi.resetModules()
    const late = await import('../../src/money/decimal.js')
    for (const own of [Decimal, late.Decimal]) {
      expect(own).not.toBe(AppDecimal)
      expect(new own('123456789.125').times(3).toFixed()).toBe('370370367.375')
      expect(new own('0.5').toFixed(0)).toBe('1')
      expect(own.precision).toBe(100)
    }
    expect(AppDecimal.precision).toBe(2)
    expect(splitAmount('100.00', [1, 1, 1], 'USD')).toEqual(['33.34', '33.33', '33.33'])
    expect(parseAmount(new AppDecimal('1234.5'), 'USD')).toBe('1234.50')
  })
})
