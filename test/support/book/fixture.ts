import { expect } from 'vitest'
import {
  isBudgetBookError,
  openBudgetBook,
  type AnyBudgetBookError,
  type BudgetBook,
  type ErrorCode,
  type OpenBudgetBookOptions,
  type StorageAdapter,
} from 'budgetbook'
import type { BookContents } from 'budgetbook/adapter'
import type { TestStorageKind } from '../storages/book-storages.js'

/** A clock that stands still until it is set. */
interface TestClock {
  now: () => Date
  set(instant: string): void
}

/** A book that is kept in fresh storage, with a clock and ids that a test can foresee. */
export interface TestBook {
  readonly book: BudgetBook
  readonly storage: StorageAdapter
  readonly clock: TestClock
  /** One more book object on the same data, through another client of it. */
  readonly reopen: (options?: Partial<OpenBudgetBookOptions>) => Promise<BudgetBook>
  /** Everything that is stored. */
  readonly stored: () => Promise<BookContents>
  /** The same, byte for byte, where the storage has bytes. */
  readonly bytes: () => Promise<string>
}

/** When every test book's clock stands at first. */
export const startOfClock = '2026-02-14T09:30:00.000Z'

function testClock(): TestClock {
  let time = startOfClock
  return {
    now: () => new Date(time),
    set: (instant) => {
      time = instant
    },
  }
}

/** Ids that count: `id-1`, `id-2`, … */
export function countingIds(): () => string {
  let count = 0
  return () => `id-${++count}`
}

/** Opens a book in fresh storage. */
export async function openTestBook(
  kind: TestStorageKind,
  options: Partial<OpenBudgetBookOptions> = {},
): Promise<TestBook> {
  const data = kind.create()
  const storage = data.connect()
  const clock = testClock()
  const defaults = {
    now: clock.now,
    timeZone: 'UTC',
    generateId: countingIds(),
    // Only this process writes, so that enforce is safe here on every kind.
    acceptWeakIsolation: true,
    ...options,
  }
  return {
    book: await openBudgetBook({ storage, ...defaults }),
    storage,
    clock,
    reopen: async (others = {}) => openBudgetBook({ storage: data.connect(), ...defaults, ...others }),
    stored: async () => storage.readAll(options.bookId ?? 'default'),
    bytes: data.bytes,
  }
}

/** The error that a call is refused with: a `BudgetBookError`, whatever else would fail the test. */
export async function failureOf(call: Promise<unknown>): Promise<AnyBudgetBookError> {
  let result: unknown
  try {
    result = await call
  } catch (error) {
    if (isBudgetBookError(error)) return error
    throw error
  }
  throw new Error(`The call was to be refused, but gave ${JSON.stringify(result)}`)
}

/** Expects a call to be refused with a code, and to leave everything that is stored as it was. */
export async function expectRefused(
  { stored, bytes }: Pick<TestBook, 'stored' | 'bytes'>,
  call: () => Promise<unknown>,
  code: ErrorCode,
  details?: object,
): Promise<AnyBudgetBookError> {
  const before = await stored()
  const bytesBefore = await bytes()
  const error = await failureOf(call())
  expect({ code: error.code, details: error.details }).toMatchObject({ code, details: details ?? {} })
  expect(await stored()).toEqual(before)
  expect(await bytes()).toBe(bytesBefore)
  return error
}

/** Expects a call to be refused as `invalid_input`, with one issue of this code at this path, and nothing stored. */
export async function expectInvalid(
  test: Pick<TestBook, 'stored' | 'bytes'>,
  call: () => Promise<unknown>,
  code: string,
  path: readonly (string | number)[],
): Promise<void> {
  await expectRefused(test, call, 'invalid_input', { issues: [{ code, path }] })
}
