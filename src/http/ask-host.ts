import { internalError } from './errors/refusal.js'

/** Calls a function of the host. What it throws is a failure of the server, and not the client's fault. */
export async function askHost<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    throw internalError(error)
  }
}
