import { endOfString } from './scan-json.js'

// A double holds every number of at most fifteen digits without an exponent, and almost no body has any other number.
// Text may look like such a number. Then the numbers are found and checked.
const mayBeInexact = /[\d.]{16}|(?:^|[:,[\s])-?[\d.]+[eE]/
const tokens = /"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/**
 * The first number in a JSON text that `JSON.parse` would silently change: an amount of `10.000000000000000001` is
 * not 10. Gives the number as it is written, cut short. The text must be JSON, so anything with digits outside its
 * strings is a number.
 */
export function firstInexactNumber(json: string): string | undefined {
  if (!mayBeInexact.test(json)) return undefined
  const scan = new RegExp(tokens)
  for (let found = scan.exec(json); found; found = scan.exec(json)) {
    const [token] = found
    if (token === '"') scan.lastIndex = endOfString(json, scan.lastIndex)
    else if (!isExact(token)) return token.slice(0, 40)
  }
  return undefined
}

// Longer than any amount, and than any number that a client's JSON writes. Checking it is not worth the time.
const longest = 40

// A double prints as the shortest text that gives it. So the two texts are the same number unless digits were lost.
function isExact(token: string): boolean {
  return token.length <= longest && canonical(token) === canonical(String(Number(token)))
}

// The sign, the digits without zeros at either end, and the power of ten of the last digit.
function canonical(number: string): string {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = parts.exec(number) ?? []
  const digits = (whole + decimals).replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  if (kept === '') return '0'
  return `${sign}${kept}e${Number(exponent) - decimals.length + digits.length - kept.length}`
}
