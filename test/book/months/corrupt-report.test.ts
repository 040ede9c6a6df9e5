import { describe, expect, it } from 'vitest'
import { damages, openDamagedBook } from '../../support/book/damaged-storage.js'

describe('the report of a damaged month', () => {
  it.each(damages)('is storage_corrupt: %s', async (_, damage) => {
    const { book } = await openDamagedBook(damage)
    await expect(book.utilization('2026-02')).rejects.toMatchObject({
      code: 'storage_corrupt',
      details: { bookId: 'default', location: 'month 2026-02' },
    })
  })
})
