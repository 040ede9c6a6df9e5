import { Decimal } from 'decimal.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstInexactNumber } from '../../src/http/body/exact-numbers.js'
import { ExactNumber, writeExactJson, type ExactJson } from '../../src/http/exact-json.js'

const plain = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<ExactJson>

describe('writeExactJson', () => {
  it('writes what JSON.stringify writes, where no number is exact', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(writeExactJson(value)).toBe(JSON.stringify(value))
      }),
    )
  })

  it('writes the digits of an exact number', () => {
    expect(
      writeExactJson({ a: [new ExactNumber('2000.00')], b: new ExactNumber('999999999999999.99') }),
    ).toBe('{"a":[2000.00],"b":999999999999999.99}')
  })
})

describe('firstInexactNumber', () => {
  it('finds nothing in what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(firstInexactNumber(JSON.stringify(value))).toBeUndefined()
      }),
    )
  })

  it('takes a number however it is written, as long as it is the same', () => {
    for (const number of [
      '10.50',
      '1e2',
      '1E+2',
      '100e-2',
      '-0',
      '0.0',
      '0e5',
      '4.23',
      '9007199254740991',
      '-1.5e-3',
    ]) {
      expect(firstInexactNumber(`[${number}]`)).toBeUndefined()
    }
  })

  it('finds a number with a digit more than its double has, and none within text', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => number !== 0),
        fc.integer({ min: 1, max: 9 }),
        (number, digit) => {
          const text = String(number).replace(/(e.*)?$/, (exponent) => {
            const point = String(number).includes('.') ? '' : '.'
            return `${point}${'0'.repeat(18)}${digit}${exponent}`
          })
          expect(firstInexactNumber(`{"a":"1.00000000000000000001","b":${text}}`)).toBe(text.slice(0, 40))
        },
      ),
    )
  })

  it('finds a number exactly if its double is another one, wherever it stands', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,19}$/)
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.oneof(digits, fc.constant('0')),
        fc.option(fc.stringMatching(/^\d{1,20}$/)),
        fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-'), fc.integer({ min: 0, max: 400 }))),
      )
      .map(
        ([sign, whole, decimals, exponent]) =>
          `${sign}${whole}${decimals === null ? '' : `.${decimals}`}${exponent === null ? '' : exponent.join('')}`,
      )
    const around = fc.constantFrom(
      ['', ''],
      ['[', ']'],
      ['{"a":', '}'],
      ['[1,\n', ']'],
      ['{"1e5 12345678901234567890": "\\"1e9", "b":\t', ' }'],
    )
    fc.assert(
      fc.property(number, around, (text, [before, after]) => {
        const double = String(Number(text))
        const isExact = double !== 'Infinity' && double !== '-Infinity' && new Decimal(text).equals(double)
        expect(firstInexactNumber(`${before}${text}${after}`)).toBe(isExact ? undefined : text.slice(0, 40))
      }),
      { numRuns: 2_000 },
    )
  })

  it('is quick with 64 KiB of digits', () => {
    const start = performance.now()
    for (const text of [
      `0.${'0'.repeat(65_000)}1`,
      '9'.repeat(65_000),
      `"${'1'.repeat(65_000)}"`,
      `[${'0,'.repeat(30_000)}0]`,
    ]) {
      firstInexactNumber(text)
    }
    expect(performance.now() - start).toBeLessThan(500)
  })
})
