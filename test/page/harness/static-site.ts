import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

/** A website of one folder. */
export interface StaticSite {
  /** Its origin, a secure context. */
  readonly origin: string
  /** The address of the page. */
  readonly address: string
  /** Takes the site down. */
  readonly close: () => Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Serves the files of a folder below a path, on a free port, and nothing else. */
export async function startStaticSite(folder: string, path = '/'): Promise<StaticSite> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    const file = join(folder, normalize(`/${name.slice(path.length)}`))
    const type = types[extname(file)]
    const notFound = () => response.writeHead(404).end()
    if (!pathname.startsWith(path) || type === undefined) return void notFound()
    readFile(file).then((body) => response.setHeader('content-type', type).end(body), notFound)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    address: origin + path,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}
