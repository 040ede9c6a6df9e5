import fc from 'fast-check'

function refuse(): never {
  throw new RangeError('hands off')
}

function everyTrapThrows(): object {
  return new Proxy({}, new Proxy({}, { get: () => refuse }))
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

// Made anew for each use, so that no test sees what another did to them.
const hostile: readonly (() => unknown)[] = [
  everyTrapThrows,
  revoked,
  () => [everyTrapThrows(), revoked()],
  () => ({ [Symbol.iterator]: refuse }),
  () => ({ [Symbol.iterator]: () => 1 }),
  () => ({ [Symbol.iterator]: () => ({ next: refuse }) }),
  () => Object.defineProperty({}, Symbol.iterator, { get: refuse }),
  () => Object.defineProperty({}, Symbol.toStringTag, { get: refuse }),
  () => Object.defineProperty([1], 0, { get: refuse }),
  () => ({ toString: refuse, valueOf: refuse, toJSON: refuse, [Symbol.toPrimitive]: refuse }),
  () => ({ [Symbol.toStringTag]: 'Decimal', toString: refuse }),
]

// What comes near to an amount, a date, a currency, a locale or a list, and is none or only just one.
const nearMisses: readonly (() => unknown)[] = [
  () => ({ [Symbol.toStringTag]: 'Decimal', toString: () => '1e3' }),
  () => ({ [Symbol.toStringTag]: 'Decimal', toString: () => Symbol('1') }),
  () => Object.assign(Object.create(null) as object, { length: 1, 0: 5 }),
  () => Object('1.00') as unknown,
  () => Object(1) as unknown,
  () => 10n,
  () => Symbol('1.00'),
  () => () => '1.00',
  () => new Date(Number.NaN),
]

const plausible = [
  ...['', '0', '1.00', '-0.00', '1e3', 'USD', 'JPY', '2026-02', '2026-02-29', '9999-12', 'en', 'UTC'],
  ...[0, -0, 1, 1.5, 28, Number.NaN, Number.POSITIVE_INFINITY, undefined, null, ['1.00'], [1, 2]],
]

/**
 * Makers of values of any type: hostile ones, whose very reading throws, and among the others many that are nearly
 * right. Makers, because fast-check itself reads what it generates.
 */
export function anyValueArbitrary(): fc.Arbitrary<() => unknown> {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  })
  return fc.oneof(
    fc.oneof(anything, fc.constantFrom(...plausible)).map(makerOf),
    fc.constantFrom(...hostile, ...nearMisses),
  )
}

/** Makes what is given; a report of a failure shows the value. */
export function makerOf<Value>(value: Value): () => Value {
  return Object.assign(() => value, { [fc.toStringMethod]: () => fc.stringify(value) })
}
