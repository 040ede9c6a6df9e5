import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { parseAmount, type AmountInput } from 'budgetbook'
import { anyValueArbitrary, makerOf } from '../../support/hostile-values.js'
import { currencyArbitrary } from '../../support/arbitraries/money.js'
import { answers, issueCodesOf, issuesOf, refusalOf } from '../../support/refusals.js'

describe('parseAmount with anything', () => {
  it('answers any input in any currency with an amount or with invalid_input', () => {
    fc.assert(
      fc.property(
        anyValueArbitrary(),
        fc.oneof(currencyArbitrary().map(makerOf), anyValueArbitrary()),
        (input, currency) => {
          const parse = () => parseAmount(input() as AmountInput, currency() as string)
          if (answers(parse)) expect(parse()).toMatch(/^-?\d+(\.\d+)?$/)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it.each([
    undefined,
    null,
    true,
    10n,
    [[]],
    [['1.00']],
    {},
    { amount: '1.00' },
    Symbol('1'),
    Object('1.00'),
  ])('refuses %o for its type', (input) => {
    expect(issuesOf(() => parseAmount(input as AmountInput, 'USD'))).toMatchObject([
      { code: 'invalid_type', path: ['input'], params: { expected: 'string, number or Decimal' } },
    ])
  })

  it('passes on what a hostile input threw as the cause', () => {
    const cause = new Error('mine')
    const input = {
      [Symbol.toStringTag]: 'Decimal',
      e: 0,
      toFixed() {
        throw cause
      },
    }
    const error = refusalOf(() => parseAmount(input as unknown as AmountInput, 'USD'))
    expect(error.details.issues.map(({ code }) => code)).toEqual(['unreadable'])
    expect(error.cause).toBe(cause)
  })

  it.each(['usd', 'US', 'USDX', '', 'XXX', 'XAU', 'BTC', ' USD', '840', 'constructor', '__proto__'])(
    'refuses %j as a currency',
    (currency) => {
      expect(issueCodesOf(() => parseAmount('1', currency))).toEqual(['unknown_currency'])
    },
  )

  it('does not repeat a long text that is not a currency', () => {
    const error = refusalOf(() => parseAmount('1', 'USD'.repeat(1_000)))
    expect(error.message).toContain('USDUSD')
    expect(error.message.length).toBeLessThan(100)
  })

  it.each([undefined, null, 840, [['USD']], Object('USD'), Symbol('USD')])(
    'refuses %o as a currency',
    (currency) => {
      expect(issuesOf(() => parseAmount('1', currency as string))).toMatchObject([
        { code: 'invalid_type', params: { expected: 'string' } },
      ])
    },
  )
})
