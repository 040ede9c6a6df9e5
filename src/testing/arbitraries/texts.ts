import * as fc from 'fast-check'
import type { JsonValue } from '../../lib/json.js'
import { copyMetadata, type Metadata } from '../../model/metadata.js'
import { nameIssue, tidyName } from '../../model/names.js'

// Text that often breaks code: names that every object has, quotes and escapes, line breaks, text that looks like the
// format of some storage, letters of more than one code unit, and letters with more than one form.
const hardTexts = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    '0',
    ' ',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\t',
    '\u2028',
    '\ufeff',
  ],
  ...[
    '{"id":"x",',
    "'; drop table expenses; --",
    '/',
    '%2F',
    ':',
    '~',
    '\u{1F4D2}',
    '👩‍👩‍👧',
    'é',
    'e\u0301',
    'Straße',
    'İ',
  ],
]

/** Text of a length in characters. Hard kinds come often. Text that some backend cannot hold never comes. */
export function textArbitrary(minLength: number, maxLength: number): fc.Arbitrary<string> {
  const lengths = { minLength, maxLength }
  const letters = fc.string({ ...lengths, unit: 'grapheme-ascii' })
  // Any code point except surrogates and NUL, which PostgreSQL cannot hold.
  const any = fc.string({ ...lengths, unit: 'binary' }).map((text) => text.replaceAll('\0', ' '))
  const hard = hardTexts.filter((text) => text.length >= minLength && text.length <= maxLength)
  return fc.oneof(letters, any, ...(hard.length > 0 ? [fc.constantFrom(...hard)] : []))
}

/**
 * Ids, 1 to 200 characters of any kind.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { idArbitrary } from 'budgetbook/testing'
 *
 * console.log(fc.sample(idArbitrary(), 100).every((id) => id.length > 0)) // => true
 * ```
 */
export function idArbitrary(): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: textArbitrary(1, 12), weight: 9 }, textArbitrary(200, 200))
}

/**
 * Names of categories as they are stored: trimmed, with single spaces, at least one visible character, and 1 to 100
 * characters.
 */
export function nameArbitrary(): fc.Arbitrary<string> {
  return fc
    .oneof({ arbitrary: textArbitrary(1, 12), weight: 9 }, textArbitrary(100, 100))
    .map(tidyName)
    .filter((name) => nameIssue(name) === null)
}

/**
 * Metadata of entities: JSON objects of any shape, at most 4 KiB.
 *
 * @example
 * ```ts
 * import * as fc from 'fast-check'
 * import { metadataArbitrary } from 'budgetbook/testing'
 *
 * const sizes = fc.sample(metadataArbitrary(), 100).map((metadata) => JSON.stringify(metadata).length)
 * console.log(Math.max(...sizes) <= 4_096) // => true
 * ```
 */
export function metadataArbitrary(): fc.Arbitrary<Metadata> {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<JsonValue[]>(null, true, false, 0, -1.5, 1e21, ''),
      textArbitrary(0, 8),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
      fc.array(tie('value'), { maxLength: 3 }),
      objectArbitrary(tie('value')),
    ),
  }))
  const filled = objectArbitrary(value).filter(isMetadata)
  return fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, filled)
}

function objectArbitrary(value: fc.Arbitrary<JsonValue>): fc.Arbitrary<Metadata> {
  // fromEntries defines properties, so that a key "__proto__" is one.
  return fc
    .array(fc.tuple(textArbitrary(0, 8), value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries))
}

function isMetadata(candidate: Metadata): boolean {
  try {
    copyMetadata(candidate)
    return true
  } catch {
    return false
  }
}
