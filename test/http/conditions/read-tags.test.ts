import { expect, it } from 'vitest'
import { readTags } from '../../../src/http/conditions/read-tags.js'

const strong = (opaque: string) => ({ isWeak: false, opaque })
const weak = (opaque: string) => ({ isWeak: true, opaque })

it('a star stands for anything', () => {
  expect(readTags('*')).toBe('any')
})

it.each([
  ['"a"', [strong('a')]],
  ['W/"a"', [weak('a')]],
  ['""', [strong('')]],
  ['"a","b"', [strong('a'), strong('b')]],
  ['"a" ,\t W/"b"', [strong('a'), weak('b')]],
  [' ,\t"a",, "b" \t, ,', [strong('a'), strong('b')]],
  ['"a" \t', [strong('a')]],
  ['"a,b", "*"', [strong('a,b'), strong('*')]],
  ['"!#[]~\u0080\u00ff"', [strong('!#[]~\u0080\u00ff')]],
])('%j is a list of tags', (header, tags) => {
  expect(readTags(header)).toEqual(tags)
})

it.each([
  ...[
    '',
    ' ',
    ',',
    ' ,\t',
    'a',
    "'a'",
    '"',
    '"a',
    'a"',
    '"a"b',
    '"a" b',
    '"a", b',
    'b "a"',
    'b, "a"',
    '"a""b"',
  ],
  ...['"a" "b"', '"a"b,"c"', 'w/"a"', 'W/ "a"', 'W"a"', '/"a"', 'WW/"a"', 'W/', '**', '*, "a"', '"a", *'],
  ...['"a b"', '"a\tb"', '"\u007f"', '"\u0100"', '"a"\n', '"a"\n"b"'],
])('%j is neither', (header) => {
  expect(readTags(header)).toBe(null)
})
