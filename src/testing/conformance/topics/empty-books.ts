import type { Scope } from '../../../storage/view.js'
import { theBook } from '../commits.js'
import { february, makeSettings } from '../entities.js'
import { expectEqual, fail } from '../expect.js'
import { observe, readPage } from '../observations.js'
import type { Trial, TrialCase } from '../trial.js'

const emptyFebruary = {
  month: february,
  closed: false,
  limitAtClose: null,
  budgets: [],
  spending: new Map(),
  holds: [],
}

async function readsAsDefaults({ adapter }: Trial): Promise<void> {
  const scope: Scope = { months: [february], budgets: ['b'], expenses: ['e'], holds: ['h'] }
  expectEqual(
    await adapter.read(theBook, () => scope),
    {
      settings: makeSettings(),
      categories: [],
      groups: [],
      months: new Map([[february, emptyFebruary]]),
      budgets: new Map([['b', null]]),
      expenses: new Map([['e', null]]),
      holds: new Map([['h', null]]),
    },
    'a book that was never written',
  )
  expectEqual(await readPage(adapter), [], 'its expenses')
}

async function hasNothing({ adapter }: Trial): Promise<void> {
  expectEqual(
    await observe(adapter),
    {
      settings: makeSettings(),
      categories: [],
      groups: [],
      closedMonths: [],
      budgets: [],
      expenses: [],
      holds: [],
      months: new Map(),
    },
    'everything in a book that was never written',
  )
}

async function declaresCapabilities({ adapter, connect }: Trial): Promise<void> {
  const declared = await adapter.open()
  const allowed = {
    reach: ['instance', 'origin', 'database'],
    isolation: ['instance', 'origin', 'database'],
    durability: ['none', 'deferred', 'process_crash', 'disk'],
  }
  for (const [name, values] of Object.entries(allowed)) {
    const value = declared[name as keyof typeof allowed]
    if (!values.includes(value)) fail(`the capability ${name}`, `one of ${values.join(', ')}`, value)
  }
  const first = { ...declared }
  for (const name of Object.keys(allowed)) Reflect.set(declared, name, 'changed by the caller')
  expectEqual(await adapter.open(), first, 'the capabilities when it is opened again')
  expectEqual(await (await connect()).open(), first, 'the capabilities of another client')
}

/** What an adapter gives before anything was written. */
export const emptyBooks: readonly TrialCase[] = [
  { name: 'open: may be called again, and declares the same capabilities', check: declaresCapabilities },
  { name: 'read: a book that was never written has the defaults', check: readsAsDefaults },
  { name: 'readAll: a book that was never written has nothing', check: hasNothing },
]
