import { once } from 'node:events'
import { Agent, request as makeRequest, type IncomingMessage } from 'node:http'

const agent = new Agent({ keepAlive: true })

/** Sends a request over a connection that is kept: with a tenth of the work that `fetch` has. */
export async function sendOver(
  url: string,
  method: string,
  headers: Headers,
  body: ArrayBuffer | Buffer | null,
): Promise<Response> {
  const answer = await answerTo(url, method, headers, body)
  const text = await textOf(answer)
  const { statusCode: status = 0 } = answer
  const isEmpty = status === 204 || status === 304
  const entries = Object.entries(answer.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  return new Response(isEmpty ? null : text, { status, headers: entries })
}

async function answerTo(
  url: string,
  method: string,
  headers: Headers,
  body: ArrayBuffer | Buffer | null,
): Promise<IncomingMessage> {
  const request = makeRequest(url, {
    agent,
    method,
    headers: {
      ...Object.fromEntries(headers),
      // Without it, Node sends a body of DELETE or OPTIONS as if it were the next request.
      ...(body === null ? {} : { 'Content-Length': body.byteLength }),
    },
  })
  request.end(body === null ? undefined : Buffer.from(body as ArrayBuffer))
  try {
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    return answer
  } catch (error) {
    // A server closes a connection that was idle for some seconds, and may do so just when it is used again.
    if (request.reusedSocket && (error as { code?: unknown }).code === 'ECONNRESET')
      return answerTo(url, method, headers, body)
    throw error
  }
}

// A stream of events does not end by itself: its client leaves after the first.
async function textOf(answer: IncomingMessage): Promise<string> {
  const isStream = answer.headers['content-type'] === 'text/event-stream'
  let text = ''
  answer.setEncoding('utf8')
  for await (const part of answer) {
    text += String(part)
    if (isStream && text.includes('\n\n')) break
  }
  return text
}
