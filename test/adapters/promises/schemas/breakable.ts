import type { Dialect } from 'kysely'
import type { StorageAdapter } from 'budgetbook'
import { createSqlAdapter } from 'budgetbook/sql'
import type { IoFaultKind, IoFaults } from '../../../support/io-faults/index.js'
import { driverError, FaultyKysely, type StatementFault } from '../../../support/sql/failing-statements.js'

/** A client whose operations can fail. */
export interface Breakable {
  readonly adapter: StorageAdapter
  /** The ways in which an operation can fail. */
  readonly ways: readonly string[]
  /** Whether the client can go on after something failed in this way. */
  readonly survives: (way: string) => boolean
  /**
   * Lets the how-many-eth operation from now on fail. The function that comes back takes that back, and says whether
   * there was such an operation.
   */
  readonly breakAt: (at: number, way: string) => () => boolean
}

/** A client of `localStorage` or of IndexedDB. */
export function breakableByFaults(adapter: StorageAdapter, faults: IoFaults): Breakable {
  const ways: readonly IoFaultKind[] = ['fail', 'crash', 'quota']
  return {
    adapter,
    ways,
    survives: (way) => way !== 'crash',
    breakAt: (at, way) => {
      const armed = faults.arm(way as IoFaultKind, { at })
      return () => {
        armed.disarm()
        faults.release()
        return armed.struck !== null
      }
    },
  }
}

const statementFaults: Readonly<Record<string, Omit<StatementFault, 'at'>>> = {
  'the disk is full': { when: 'before', error: driverError('SQLITE_FULL') },
  // The adapter tries again by itself. This connection stays lost.
  'the connection is lost': { when: 'after', error: driverError(), times: Number.POSITIVE_INFINITY },
}

/** A client of an SQL database. */
export function breakableSql(dialect: Dialect): Breakable {
  const faulty = new FaultyKysely(dialect)
  return {
    adapter: createSqlAdapter({ db: faulty.db, dialect: 'sqlite' }),
    ways: Object.keys(statementFaults),
    survives: () => true,
    breakAt: (at, way) => {
      faulty.arm({ at, ...statementFaults[way]! })
      return () => {
        const { struck } = faulty
        faulty.arm(null)
        return struck !== null
      }
    },
  }
}
