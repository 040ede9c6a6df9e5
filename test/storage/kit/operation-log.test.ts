import { describe, expect, it } from 'vitest'
import { OperationLog, type OperationRecord } from '../../../src/storage/kit/state/operation-log.js'

const operation = (id: string) => ({ id, fingerprint: `fingerprint of ${id}` })

describe('the log of operations', () => {
  it('gives the first receipt of an operation, and null for a new one', () => {
    const log = new OperationLog(10)
    expect(log.find(operation('a'))).toBeNull()
    log.add(operation('a'), { ids: ['1'] })
    expect(log.find(operation('a'))).toEqual({ ids: ['1'] })
    expect(log.find(operation('b'))).toBeNull()
  })

  it('neither finds nor keeps what has no name', () => {
    const log = new OperationLog(10)
    log.add(null, { ids: ['1'] })
    expect(log.find(null)).toBeNull()
    expect(log.records()).toEqual([])
  })

  it('refuses another request under a name that it knows', () => {
    const log = new OperationLog(10)
    log.add(operation('a'), {})
    expect(() => log.find({ id: 'a', fingerprint: 'another' })).toThrow(
      expect.objectContaining({ code: 'operation_mismatch', details: { operationId: 'a' } }),
    )
  })

  it('keeps the last ones, as many as it may, oldest first', () => {
    const log = new OperationLog(3)
    for (const id of ['a', 'b', 'c', 'd', 'e']) log.add(operation(id), { id })
    expect(log.records().map(({ id }) => id)).toEqual(['c', 'd', 'e'])
    expect(log.find(operation('b'))).toBeNull()
    expect(log.find(operation('c'))).toEqual({ id: 'c' })
  })

  it('goes on from records that were kept, whatever their names', () => {
    const records: OperationRecord[] = ['__proto__', 'constructor'].map((id) => ({
      ...operation(id),
      receipt: { id },
    }))
    const log = new OperationLog(3, records)
    log.add(operation('a'), { id: 'a' })
    expect(log.records()).toEqual([...records, { ...operation('a'), receipt: { id: 'a' } }])
    expect(log.find(operation('__proto__'))).toEqual({ id: '__proto__' })
  })

  it('shares its receipts with nobody', () => {
    const log = new OperationLog(3)
    const receipt = { ids: ['1'] }
    log.add(operation('a'), receipt)
    receipt.ids.push('2')
    ;(log.find(operation('a')) as typeof receipt).ids.push('3')
    expect(log.find(operation('a'))).toEqual({ ids: ['1'] })
  })
})
