import { createMemoryAdapter, formatAmount, listCurrencies, openBudgetBook } from 'budgetbook'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { dateAt } from '../../src/calendar/today.js'
import { failureOf } from '../support/book/fixture.js'
import { issueCodesOf, issuesOf } from '../support/refusals.js'

afterEach(() => vi.unstubAllGlobals())

const unsupported = () => {
  throw new TypeError('undefined is not a function')
}

/** A format of the real Intl without some of its methods and options, as older engines have it. */
function numberFormat(lacks: {
  readonly formatToParts?: true
  readonly narrowSymbol?: true
  readonly text?: true
}) {
  return class extends Intl.NumberFormat {
    constructor(locale?: string, options: Intl.NumberFormatOptions = {}) {
      if (lacks.narrowSymbol && options.currencyDisplay === 'narrowSymbol')
        throw new RangeError('currencyDisplay')
      super(locale, options)
      const format = (value: number) => super.format(value)
      // Engines before ES2023 make a number of any text.
      if (lacks.text)
        Object.defineProperty(this, 'format', { value: (value: unknown) => format(Number(value)) })
      if (lacks.formatToParts) Object.defineProperty(this, 'formatToParts', { value: undefined })
    }
  }
}

const RealDateTimeFormat = Intl.DateTimeFormat
class DateTimeFormatWithoutParts extends RealDateTimeFormat {
  override formatToParts = unsupported
}

/** Replaces Intl by one that has these parts only. */
function stubIntl(parts: object | undefined): void {
  vi.stubGlobal('Intl', parts)
}

const usd = (locale?: string) => listCurrencies(locale).find(({ code }) => code === 'USD')

describe('formatAmount', () => {
  it.each([undefined, {}])('prints the code and the plain amount where Intl is %o', (intl) => {
    stubIntl(intl)
    expect(formatAmount('1234567.5', 'USD', 'en')).toBe('USD\u00A01234567.50')
    expect(formatAmount('-12.50', 'USD')).toBe('-USD\u00A012.50')
    expect(formatAmount('1500', 'JPY', 'de')).toBe('JPY\u00A01500')
  })

  it('still refuses what is not an amount, a currency or a text for a locale', () => {
    stubIntl(undefined)
    expect(issueCodesOf(() => formatAmount('1.005', 'USD'))).toEqual(['too_many_decimals'])
    expect(issueCodesOf(() => formatAmount('1', 'XAU'))).toEqual(['unknown_currency'])
    expect(issueCodesOf(() => formatAmount('1', 'USD', 5 as unknown as string))).toEqual(['invalid_type'])
  })

  it('never prints another amount where Intl makes a double of a large one', () => {
    stubIntl({ NumberFormat: numberFormat({ text: true }) })
    expect(formatAmount('1234567890123.45', 'USD', 'en')).toBe('$1,234,567,890,123.45')
    expect(formatAmount('90071992547409.93', 'USD', 'en')).toBe('USD\u00A090071992547409.93')
    expect(formatAmount('-99999999999999999999.25', 'USD', 'en')).toBe('-USD\u00A099999999999999999999.25')
  })
})

describe('listCurrencies', () => {
  it.each([undefined, {}])('gives codes for labels and symbols where Intl is %o', (intl) => {
    stubIntl(intl)
    expect(usd('de')).toEqual({ code: 'USD', label: 'USD', minorUnits: 2, symbol: 'USD' })
    expect(listCurrencies().length).toBeGreaterThan(150)
  })

  it('gives codes for labels, and symbols all the same, where only DisplayNames is missing', () => {
    stubIntl({ NumberFormat: Intl.NumberFormat })
    expect(usd('de')).toEqual({ code: 'USD', label: 'USD', minorUnits: 2, symbol: '$' })
  })

  it.each([{ formatToParts: true }, { narrowSymbol: true }] as const)(
    'gives codes for symbols, and labels all the same, where NumberFormat lacks %o',
    (lacks) => {
      const { DisplayNames } = Intl
      stubIntl({ NumberFormat: numberFormat(lacks), DisplayNames })
      expect(usd('de')).toEqual({ code: 'USD', label: 'US-Dollar', minorUnits: 2, symbol: 'USD' })
    },
  )

  it('refuses a locale as soon as there is something to tell by', () => {
    stubIntl({ NumberFormat: Intl.NumberFormat })
    expect(issueCodesOf(() => listCurrencies('not a locale'))).toEqual(['invalid_value'])
  })
})

describe('today', () => {
  const lateInIndia = new Date('2026-01-31T18:30:00.000Z')

  it('is told in the runtime’s zone and in UTC without any Intl', () => {
    const local = dateAt(lateInIndia, undefined)
    stubIntl(undefined)
    expect(dateAt(lateInIndia, undefined)).toBe(local)
    expect(dateAt(lateInIndia, 'UTC')).toBe('2026-01-31')
  })

  it('is told in any zone where DateTimeFormat has no formatToParts', () => {
    stubIntl({ DateTimeFormat: DateTimeFormatWithoutParts })
    expect(dateAt(lateInIndia, 'Asia/Kolkata')).toBe('2026-02-01')
    expect(dateAt(new Date(lateInIndia.getTime() - 1), 'Asia/Kolkata')).toBe('2026-01-31')
  })

  it.each<[string, () => string]>([
    ['writes dates in another way', () => '14 February 2026'],
    ['throws', unsupported],
  ])('names what is missing where DateTimeFormat %s, and does not blame the clock', (_, format) => {
    stubIntl({
      DateTimeFormat: class extends RealDateTimeFormat {
        override format = format
      },
    })
    const [issue] = issuesOf(() => dateAt(lateInIndia, 'Asia/Kolkata'))
    expect(issue).toMatchObject({
      path: ['timeZone'],
      message: expect.stringContaining('Intl.DateTimeFormat'),
    })
  })
})

describe('a book', () => {
  it.each([undefined, {}])('works in the runtime’s zone and in UTC where Intl is %o', async (intl) => {
    stubIntl(intl)
    for (const timeZone of [undefined, 'UTC']) {
      const book = await openBudgetBook({ storage: createMemoryAdapter(), timeZone })
      const { id: categoryId } = await book.categories.create({ name: 'Food' })
      const { date } = await book.expenses.record({ categoryId, amount: '1.00' })
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  it('names Intl.DateTimeFormat and timeZone where another zone is asked for without it', async () => {
    stubIntl(undefined)
    const storage = createMemoryAdapter()
    const error = await failureOf(openBudgetBook({ storage, timeZone: 'Asia/Kolkata' }))
    expect(error).toMatchObject({ code: 'invalid_input', details: { issues: [{ path: ['timeZone'] }] } })
    expect(error.message).toMatch(/Intl\.DateTimeFormat.*timeZone/)
  })
})
