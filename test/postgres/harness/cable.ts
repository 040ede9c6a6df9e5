import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'

/** When a cable breaks, counted from the moment that it is armed. */
export interface Break {
  /** Text of the statement at which it does. */
  readonly at: string
  /**
   * `before`: the statement does not reach the server; `answer`: it does, and its answer does not come back;
   * `part`: half of its answer does.
   */
  readonly kind: 'before' | 'answer' | 'part'
  /** Is awaited after the server has answered, and before the cable breaks. */
  readonly meanwhile?: () => Promise<void>
}

/** A way to the server that can be cut: every connection goes through a port of its own. */
export interface Cable {
  readonly port: number
  /** Cuts the next connection that sends the statement; resolves when it did. */
  readonly breakAt: (what: Break) => Promise<void>
  readonly close: () => Promise<void>
}

/** Lays a cable to a port. */
export async function layCable(serverPort: number): Promise<Cable> {
  let armed: { readonly what: Break; readonly done: () => void } | null = null
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    const upstream = createConnection(serverPort, '127.0.0.1')
    let struck: typeof armed = null
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    const cut = (done: () => void): void => {
      client.destroy()
      upstream.destroy()
      done()
    }
    client.on('data', (data) => {
      if (armed && data.includes(armed.what.at)) {
        struck = armed
        armed = null
        if (struck.what.kind === 'before') {
          cut(struck.done)
          return
        }
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (!struck) {
        client.write(data)
        return
      }
      const { what, done } = struck
      if (what.kind === 'part') client.write(data.subarray(0, data.length / 2))
      const breakNow = async (): Promise<void> => {
        await what.meanwhile?.()
        cut(done)
      }
      void breakNow()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    breakAt: async (what) =>
      new Promise<void>((resolve) => {
        armed = { what, done: resolve }
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
