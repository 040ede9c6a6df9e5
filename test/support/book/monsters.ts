import fc from 'fast-check'
import { anyValueArbitrary } from '../hostile-values.js'

/** Values that no caller should pass, and some will. */
export interface Monster {
  readonly name: string
  /** Made anew for each use: some of them change as they are looked at. */
  readonly make: () => unknown
}

const throwing = (): never => {
  throw new Error('a hostile value')
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

function cyclic(): object {
  const object: Record<string, unknown> = { name: 'x' }
  object['self'] = object
  object['list'] = [object]
  return object
}

/** An object whose fields all throw when they are read, while their names are told. */
const throwingFields = (...names: string[]): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { get: throwing, enumerable: true }])),
  )

/** A field that gives something good first, and something else from then on. */
const fickle = (name: string, first: unknown, later: unknown): object => {
  let reads = 0
  return Object.defineProperty({}, name, { get: () => (reads++ === 0 ? first : later), enumerable: true })
}

const fields = ['name', 'amount', 'categoryId', 'month', 'date', 'aborted', 'code', 'message', 'length']
const traps: ProxyHandler<object> = {
  get: throwing,
  has: throwing,
  ownKeys: throwing,
  getPrototypeOf: throwing,
  getOwnPropertyDescriptor: throwing,
}
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
const plain: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  Number.NaN,
  Infinity,
  -Infinity,
  2 ** 53,
  1e21,
  1e-7,
  '',
  ' ',
  '\0',
  '\ud800',
  '\udfff',
  '__proto__',
  'constructor',
  '1e3',
  '٣',
  '2026-02-30',
  '0000-00',
  '9999-12',
  '0001-01-01',
  '9999-12-31',
  [],
  {},
  [null],
  [undefined],
  [[]],
]

const named: Readonly<Record<string, () => unknown>> = {
  'a symbol': () => Symbol('x'),
  'a big integer': () => 10n,
  'a function': () => () => 'x',
  'a function that throws': () => throwing,
  'a class': () => class {},
  'a date': () => new Date(0),
  'an invalid date': () => new Date(Number.NaN),
  'a regular expression': () => /x/g,
  'a map': () => new Map([['name', 'x']]),
  'a set': () => new Set(['x']),
  'a promise': () => Promise.resolve('x'),
  'an error': () => new Error('x'),
  'boxed text': () => Object('x') as object,
  'a boxed number': () => Object(1) as object,
  'a boxed symbol': () => Object(Symbol('x')) as object,
  bytes: () => new Uint8Array(8),
  'a megabyte of text': () => 'x'.repeat(2 ** 20),
  'a megabyte of digits': () => '1'.repeat(2 ** 20),
  'half a megabyte of surrogates': () => '😀'.repeat(2 ** 18),
  'a long list': () => Array.from({ length: 2_000 }, () => ({})),
  'a list of holes': () => Object.assign([], { length: 2_000 }),
  'a list that throws': () => Object.defineProperty([1], Symbol.iterator, { get: throwing }),
  'a list whose items throw': () => Object.defineProperty([1], 0, { get: throwing }),
  'a list that claims to be long': () => ({ length: 2 ** 31, 0: 'x' }),
  'an object without a prototype': () => Object.create(null) as object,
  'an object with a prototype of its own': () =>
    JSON.parse('{"__proto__":{"name":"x"},"name":"y"}') as object,
  'an object that inherits': () => Object.create({ name: 'x', aborted: true }) as object,
  'a frozen object': () => Object.freeze({ name: 'x' }),
  'a cyclic object': cyclic,
  'a deep list': () => nested(100_000),
  'a revoked object': () => revoked({}),
  'a revoked list': () => revoked([]),
  'a revoked function': () => revoked(throwing),
  traps: () => new Proxy({}, traps),
  'traps on a function': () => new Proxy(throwing, traps),
  'fields that throw': () => throwingFields(...fields),
  'a prototype that throws': () => Object.create(throwingFields(...fields)) as object,
  'text that throws': () => ({ toString: throwing, valueOf: throwing, [Symbol.toPrimitive]: throwing }),
  'JSON that throws': () => ({ toJSON: throwing }),
  'JSON that lies': () => ({ toJSON: () => undefined }),
  'a tag that throws': () => Object.defineProperty({}, Symbol.toStringTag, { get: throwing }),
  'a false decimal': () => ({ [Symbol.toStringTag]: 'Decimal', toString: throwing }),
  'a decimal that is a symbol': () => ({ [Symbol.toStringTag]: 'Decimal', toString: () => Symbol('x') }),
  'an invalid decimal': () => ({ [Symbol.toStringTag]: 'Decimal', toString: () => 'NaN' }),
  'a promise that throws': () => throwingFields('then'),
  'a signal whose reason throws': () => Object.assign(throwingFields('reason'), { aborted: true }),
  'a signal that changes its mind': () => fickle('aborted', false, Symbol('x')),
  'a name that changes': () => fickle('name', 'x', 5),
  'an amount that changes': () => fickle('amount', '1', {}),
}

/** Hand-picked ones. */
export const monsters: readonly Monster[] = [
  ...plain.map((value) => ({ name: fc.stringify(value), make: () => value })),
  ...Object.entries(named).map(([name, make]) => ({ name, make })),
]

/** Whatever else there is. */
export function monsterArbitrary(): fc.Arbitrary<Monster> {
  return anyValueArbitrary().map((make) => ({ name: fc.stringify(make), make }))
}

/** Every place in arguments where something can be put instead: each argument, and each field in it. */
export function placesIn(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null || path.length > 4) return [[...path]]
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
  const inside = isPlain
    ? Object.keys(value).flatMap((key) =>
        placesIn((value as Record<string, unknown>)[key], [
          ...path,
          Array.isArray(value) ? Number(key) : key,
        ]),
      )
    : []
  return path.length === 0 ? inside : [[...path], ...inside]
}

/** A copy of arguments with something else at a place. */
export function putAt(value: unknown, path: readonly (string | number)[], replacement: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...(value as unknown[])] as never)
    : { ...(value as object) }
  copy[key] = putAt(copy[key], rest, replacement)
  return copy
}
