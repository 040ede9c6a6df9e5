import type { Page } from 'playwright-core'

/** The numbers that a page tells, as they come. */
export interface Told {
  /** The greatest so far; zero before the first. */
  readonly last: () => number
  /** Resolves at once when so many have come. */
  readonly reach: (count: number) => Promise<void>
}

/** Listens to what the page tells by `tell`. */
export async function listenTo(page: Page): Promise<Told> {
  const told: number[] = []
  const waiting: { readonly count: number; readonly resolve: () => void }[] = []
  await page.exposeFunction('tell', (number: number) => {
    told.push(number)
    for (const { count, resolve } of waiting) if (told.length >= count) resolve()
  })
  return {
    last: () => Math.max(0, ...told),
    reach: async (count) => {
      if (told.length >= count) return
      await new Promise<void>((resolve) => void waiting.push({ count, resolve }))
    },
  }
}
