import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PoolConfig } from 'pg'
import { runOnSources } from '../../../scripts/entries.mjs'

/** A process of its own that does what it is asked, one thing after the other. */
export interface Worker {
  readonly process: ChildProcess
  /** Sends a task, and resolves with what came of it. */
  readonly ask: (task: WorkerTask) => Promise<WorkerAnswer>
  readonly end: () => Promise<void>
}

/** What a worker can be asked. */
export type WorkerTask =
  | { readonly do: 'budget'; readonly month: string; readonly amount: string }
  | { readonly do: 'raise'; readonly times: number }
  | { readonly do: 'record'; readonly times: number }
  | { readonly do: 'category'; readonly bookId: string; readonly operationId?: string }
  | { readonly do: 'lower'; readonly limit: string }
  | { readonly do: 'migrate'; readonly tablePrefix: string }

/** What came of a task: `ok`, or the code of the error; and how long it took. */
export interface WorkerAnswer {
  readonly code: string
  readonly milliseconds: number
  readonly pid: number
  readonly id?: string
}

/** Starts a worker: see `worker.ts` for what it does. */
async function startWorker(connection: PoolConfig, categoryId = ''): Promise<Worker> {
  const file = fileURLToPath(new URL('worker.ts', import.meta.url))
  const child = fork(file, [JSON.stringify(connection), categoryId], { execArgv: [...runOnSources] })
  await once(child, 'message')
  return {
    process: child,
    ask: async (task) => {
      child.send(task)
      const [answer] = (await once(child, 'message')) as [WorkerAnswer]
      return answer
    },
    end: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** Runs `work` with a number of workers, and ends them whatever comes of it. */
export async function withWorkers<Result>(
  connection: PoolConfig,
  categoryIds: readonly string[],
  work: (workers: readonly Worker[]) => Promise<Result>,
): Promise<Result> {
  const workers = await Promise.all(categoryIds.map(async (id) => startWorker(connection, id)))
  try {
    return await work(workers)
  } finally {
    await Promise.all(workers.map(async ({ end }) => end()))
  }
}
