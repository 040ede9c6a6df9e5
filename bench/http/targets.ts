import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A server to be measured. */
export interface Target {
  readonly name: string
  readonly url: string
  /** A category of its book, for expenses. */
  readonly category: string
  /** What its memory comes to, in bytes, once what is garbage is collected. */
  readonly memory: () => Promise<{ readonly heapUsed: number; readonly rss: number }>
  readonly stop: () => Promise<void>
}

/** Starts one: `bare`, `by hand`, `memory`, `SQL by hand` or `sqlite`. It runs what is built, as users get it. */
export async function startTarget(name: string): Promise<Target> {
  const file = fileURLToPath(new URL('target.ts', import.meta.url))
  const child = fork(file, [name], { execArgv: ['--expose-gc', '--import', 'tsx'] })
  const answer = async <Answer>(): Promise<Answer> => {
    const [message] = (await once(child, 'message')) as [Answer]
    return message
  }
  const { url, category } = await answer<{ url: string; category: string }>()
  return {
    name,
    url,
    category,
    memory: async () => {
      child.send('memory')
      return answer()
    },
    stop: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
