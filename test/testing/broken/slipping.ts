import type { StorageAdapter } from 'budgetbook'

/** Pages by counting: where expenses came or went since, the next page begins too early or too late. */
export function slippingAdapter(inner: StorageAdapter): StorageAdapter {
  const places = new Map<string, number>()
  return {
    ...inner,
    page: async (bookId, page, options) => {
      let from = 0
      let limit = 0
      const listed = await inner.page(
        bookId,
        (head) => {
          const { after, ...query } = page(head)
          from = after ? (places.get(after.id) ?? -1) + 1 : 0
          limit = query.limit
          return { ...query, limit: Number.MAX_SAFE_INTEGER }
        },
        options,
      )
      const shown = listed.slice(from, from + limit)
      for (const [index, { id }] of shown.entries()) places.set(id, from + index)
      return shown
    },
  }
}
