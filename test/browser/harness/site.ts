import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { insecureHost } from './chromium.js'
import { bundlePage } from './page-bundle.js'

/** A website of one page, for one test file. */
export interface Site {
  /** The page's origin, a secure context. */
  readonly origin: string
  /** Another origin of the same page: no secure context. */
  readonly insecureOrigin: string
  /** Takes the site down. */
  readonly close: () => Promise<void>
}

const html =
  '<!doctype html><meta charset="utf-8"><title>budgetbook</title><body><script src="/page.js"></script>'

/** Serves the test page on a free port. */
export async function startSite(): Promise<Site> {
  const script = await bundlePage()
  const bodies = new Map([
    ['/', { type: 'text/html', text: html }],
    ['/page.js', { type: 'text/javascript', text: script }],
  ])
  const server = createServer(({ url = '/' }, response) => {
    const body = bodies.get(url)
    if (body) response.setHeader('content-type', `${body.type}; charset=utf-8`).end(body.text)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    insecureOrigin: `http://${insecureHost}:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
