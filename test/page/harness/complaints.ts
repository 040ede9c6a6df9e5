import type { BrowserContext, Page } from 'playwright-core'

/** Collects what the pages of a context complain of: errors and warnings in the console, exceptions, failed requests. */
export function listenForComplaints(context: BrowserContext): readonly string[] {
  const complaints: string[] = []
  const listen = (page: Page): void => {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => void complaints.push(String(error)))
    page.on('response', (response) => {
      if (!response.ok()) complaints.push(`${response.status()} for ${response.url()}`)
    })
  }
  context.on('page', listen)
  return complaints
}
