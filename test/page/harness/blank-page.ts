import type { BrowserContext, Page } from 'playwright-core'

/** An empty page of the same origin, for what another tab of the site might do. */
export async function openBlank(context: BrowserContext, origin: string): Promise<Page> {
  const address = `${origin}/blank`
  await context.route(address, async (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  )
  const page = await context.newPage()
  await page.goto(address)
  return page
}
