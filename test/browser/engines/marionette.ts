import { connect } from 'node:net'

/** Sends a command to Firefox; gives its answer. */
export type SendCommand = (name: string, parameters?: object) => Promise<Record<string, unknown>>

type Answer = readonly [
  type: 1,
  id: number,
  error: { readonly error: string; readonly message: string } | null,
  result: Record<string, unknown>,
]

interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void
  readonly reject: (error: Error) => void
}

/**
 * A connection to Firefox by its own remote protocol, Marionette, which is what geckodriver speaks to it as well: JSON
 * with its length before it, `12:[0,1,"name",{}]`.
 */
export async function connectMarionette(port: number): Promise<SendCommand> {
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve, reject) => void socket.once('connect', resolve).once('error', reject))
  const waiting = new Map<number, Waiting>()
  const answer = ([, id, error, result]: Answer) => {
    const { resolve, reject } = waiting.get(id)!
    waiting.delete(id)
    if (error) reject(new Error(`${error.error}: ${error.message}`))
    else resolve(result)
  }
  let bytes = Buffer.alloc(0)
  socket.on('data', (more: Buffer) => {
    const { messages, rest } = splitMessages(Buffer.concat([bytes, more]))
    bytes = Buffer.from(rest)
    // The greeting is the only message that is no answer.
    for (const message of messages) if (Array.isArray(message)) answer(message as unknown as Answer)
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has closed the connection'))
    waiting.clear()
  })
  let commands = 0
  return async (name, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = ++commands
      waiting.set(id, { resolve, reject })
      const text = JSON.stringify([0, id, name, parameters])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
}

function splitMessages(bytes: Buffer): { readonly messages: readonly unknown[]; readonly rest: Buffer } {
  const messages: unknown[] = []
  let rest = bytes
  for (;;) {
    const start = rest.indexOf(':') + 1
    const end = start + Number(rest.toString('latin1', 0, start - 1))
    if (start === 0 || rest.length < end) return { messages, rest }
    messages.push(JSON.parse(rest.toString('utf8', start, end)))
    rest = rest.subarray(end)
  }
}
