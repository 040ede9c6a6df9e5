import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection that says whatever it likes. */
export interface RawSocket {
  readonly socket: Socket
  /** Everything that it heard. */
  readonly heard: () => string
  /** The statuses of the answers that it heard. */
  readonly statuses: () => number[]
  /** Waits until what it heard is enough. Throws if the connection ends before. */
  readonly until: (isEnough: (heard: string) => boolean) => Promise<string>
  /** Waits until the connection is over; gives what it heard. */
  readonly over: () => Promise<string>
}

/** Connects to a port of this machine. */
export async function rawSocket(port: number): Promise<RawSocket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let heard = ''
  let check = (): void => undefined
  socket.on('data', (data) => {
    heard += data.toString('latin1')
    check()
  })
  // A server may end a connection while something is being sent: that is an end as any other.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()))
  await once(socket, 'connect')
  return {
    socket,
    heard: () => heard,
    statuses: () => statusesOf(heard),
    until: async (isEnough) =>
      new Promise((resolve, reject) => {
        check = () => {
          if (isEnough(heard)) resolve(heard)
        }
        void closed.then(() => reject(new Error(`The connection ended after ${heard.slice(0, 200)}`)))
        check()
      }),
    over: async () => {
      await closed
      return heard
    },
  }
}

/** The statuses of the answers in what was heard. */
export function statusesOf(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
}

/** The first bytes of a request, up to the empty line. */
export function headOf(first: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${first} HTTP/1.1\r\nHost: x\r\n${lines.join('')}\r\n`
}
