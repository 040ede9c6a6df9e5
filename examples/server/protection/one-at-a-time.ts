import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The requests of a connection that are not over. */
interface Line {
  length: number
  /** Fulfilled when the client took the answer to the newest. */
  taken: Promise<unknown>
}

// Few clients send a request before the answer to the last one, and those that do send fewer than this.
const mostWaiting = 16

/**
 * Answers a request only after the client took the answer to the one before it on the same connection. A client may
 * send hundreds of requests at once and take no answer: Node would make all answers, and hold them in memory.
 *
 * If more than 16 would wait, the connection ends: as long as there is no output, Node reads on and holds each request.
 * A client has to expect such an end, and sends again what was not answered.
 */
export function oneAtATime(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
): RequestListener {
  const lines = new WeakMap<Socket, Line>()
  return (incoming, outgoing) => {
    const { socket } = incoming
    // The rest of what came in one piece with the request that ended the connection.
    if (socket.destroyed) return
    const line = lines.get(socket) ?? { length: 0, taken: Promise.resolve() }
    lines.set(socket, line)
    if (line.length > mostWaiting) return void socket.destroy()
    const { length, taken } = line
    line.length++
    line.taken = new Promise<void>((resolve) => {
      outgoing.once('close', () => {
        line.length--
        resolve()
      })
    })
    if (length === 0) return void answer(incoming, outgoing)
    // A connection that ended also closes what was under way on it. Nobody waits for the rest then, and nothing would end it.
    void taken.then(async () => (socket.destroyed ? undefined : answer(incoming, outgoing)))
  }
}
