import { setTimeout } from 'node:timers/promises'
import type { Cluster } from '../../../../scripts/http/cluster.js'

/** Sends a request of a user to any process of a cluster. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>

// Answers after which the request may be sent again. Everything else is a fault of the server or of the test.
const again = new Set([409, 502, 503])

/** A sender for a user. It waits for no process in particular: one that was killed may be chosen, and then it fails. */
export async function senderOf(cluster: Cluster, user: string): Promise<Send> {
  const authorization = `Bearer ${await cluster.tokenOf(user)}`
  return async (path, init = {}) => {
    const processes = cluster.processes()
    const { url } = processes[Math.floor(Math.random() * processes.length)] ?? { url: '' }
    const headers = { ...(init.headers as Record<string, string>), Authorization: authorization }
    return fetch(`${url}${path}`, { ...init, headers })
  }
}

/** Sends a request until it is answered, to whichever process. What is no success, and no reason to try again, throws. */
export async function untilAnswered(send: Send, path: string, init?: RequestInit): Promise<Response> {
  for (;;) {
    try {
      const response = await send(path, init)
      if (response.ok || response.status === 304) return response
      const text = await response.text()
      if (!again.has(response.status)) throw new UnexpectedAnswer(`${response.status} of ${path}: ${text}`)
    } catch (error) {
      if (error instanceof UnexpectedAnswer) throw error
    }
    await setTimeout(20 + Math.random() * 80)
  }
}

class UnexpectedAnswer extends Error {}

/** Sends JSON; the key makes it safe to send again. */
export async function postJson<Answer>(send: Send, path: string, key: string, body: object): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
  for (;;) {
    const response = await untilAnswered(send, path, { method: 'POST', headers, body: JSON.stringify(body) })
    // The process may be killed between the head and the body of its answer.
    const answer = await response.json().then(
      (json) => json as Answer,
      () => null,
    )
    if (answer !== null) return answer
  }
}
