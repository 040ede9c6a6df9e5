import * as fc from 'fast-check'

// As the unit `binary` of fast-check, which looks at a million characters before it makes the first.
const character = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((point) => String.fromCodePoint(point < 0xd800 ? point : point + 0x800))

/** Text that has broken something somewhere: as an id, a month, an amount, a name, a header. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '9223372036854775808',
    '99999999999999999999999999',
    '1e999',
    'NaN',
    'null',
    'undefined',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    '%00',
    ':id',
    '*',
    '%2e%2e%2f',
    '%',
    '%E0%A4%A',
    "' or 1=1 --",
    '"; drop table budgetbook_books; --',
    '<script>alert(1)</script>',
    '{{7*7}}',
    '${7*7}',
    '\u0000',
    '\ud800',
    '\u202e\u0000',
    '2026-2',
    '2026-13',
    '2026-02-15',
    '2026-02-30',
    '0000-00',
    '1,5',
    '+1',
    '.5',
    '1_000',
    '٣',
    '-0.00',
    '0.001',
    '999999999999999999.99',
    '\r\nX-Evil: 1',
  ),
  fc.string({ unit: character, maxLength: 40 }),
  fc.integer({ min: 150, max: 5_000 }).map((length) => 'x'.repeat(length)),
)

/** Anything that JSON can say, and some that it only seems to. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, [], {}, 0, -1, 1e21, 2 ** 53, 1e-7, Number.MAX_VALUE, { toString: 1 }, [[[]]]),
  fc.double({ noNaN: true }),
  fc.jsonValue({ maxDepth: 3 }),
)

/** Bodies that are no JSON object of any schema. */
export const hostileBody: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  hostileText,
  fc.json({ maxDepth: 5 }),
  // Over the limit of every body but that of an import.
  fc.constant(`{"name":"${'x'.repeat(70_000)}"}`),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array(bytes)),
  fc.constantFrom(
    '{"__proto__":{"name":"x"}}',
    '{"name":"a","name":"b"}',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    `{"name":"${'x'.repeat(65_000)}"}`,
    `{"amount":${'9'.repeat(400)}}`,
    `{"amount":0.${'0'.repeat(60_000)}1}`,
    '{"amount":10.000000000000000001}',
    '{"amount":1e400}',
    '\ufeff{}',
    '{"name":"\\ud800"}',
  ),
)
