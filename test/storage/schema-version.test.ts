import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkVersion } from '../../src/storage/schema-version.js'

const supported = { major: 3, minor: 5 }
const check = (found: unknown) => checkVersion(found, supported, 'the shelf')
const number = fc.nat(20)

describe('the version of stored data', () => {
  it('is brought up to the one supported where it is older', () => {
    fc.assert(
      fc.property(number, number, (major, minor) => {
        fc.pre(major >= 1 && (major < 3 || (major === 3 && minor <= 5)))
        expect(check(`${major}.${minor}`)).toBe('3.5')
      }),
    )
  })

  it('stays what it is where only its minor number is newer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 999_999 }), (minor) => check(`3.${minor}`) === `3.${minor}`),
    )
  })

  it('is refused where its major number is newer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 999_999 }), number, (major, minor) => {
        const found = `${major}.${minor}`
        const details = { location: 'the shelf', found, supported: '3.5' }
        expect(() => check(found)).toThrow(
          expect.objectContaining({ code: 'storage_future_version', details }),
        )
      }),
    )
  })

  it.each([
    undefined,
    null,
    3.5,
    '',
    '3',
    '3.',
    '.5',
    '3.5.1',
    '-3.5',
    '3.5 ',
    ' 3.5',
    '3,5',
    'v3.5',
    '0.9',
    '1234567.0',
    {},
  ])('is none: %j', (found) => {
    expect(check(found)).toBeNull()
  })
})
