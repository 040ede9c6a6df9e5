import { MessageChannel } from './platform.js'

const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.onmessage = () => waiting.shift()?.()

/** Resolves in a task of its own: what came from other tabs in the meantime was heard before. */
export async function nextTask(): Promise<void> {
  const task = new Promise<void>((resolve) => void waiting.push(resolve))
  channel.port2.postMessage(null)
  await task
}

/** Now, on a clock that all tabs of the machine share: milliseconds. */
export function instant(): number {
  return performance.timeOrigin + performance.now()
}
