import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PoolConfig } from 'pg'
import { bundledProgram } from '../../../scripts/programs.js'

/** A process of its own that does what it is asked, one thing after the other. */
export interface Worker {
  readonly process: ChildProcess
  /** Sends a task, and resolves with what came of it. */
  readonly ask: (task: WorkerTask) => Promise<WorkerAnswer>
}

/** What a worker can be asked. */
export type WorkerTask =
  | { readonly do: 'connect'; readonly connection: PoolConfig; readonly categoryId: string }
  | { readonly do: 'disconnect' }
  | { readonly do: 'budget'; readonly month: string; readonly amount: string }
  | { readonly do: 'raise'; readonly times: number }
  | { readonly do: 'record'; readonly times: number }
  | { readonly do: 'spend'; readonly times: number; readonly by: 'spend' | 'hold' }
  | { readonly do: 'hold'; readonly amount: string; readonly expiresAt: string }
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

/** Starts a worker that is not shared, so that a test may kill it. */
export { startWorker }

const program = fileURLToPath(new URL('worker.ts', import.meta.url))

// Starting a process takes far longer than a race, so the races of a file share them.
const idle: Worker[] = []

/** Starts a worker: see `worker.ts` for what it does. It ends with the process that started it. */
async function startWorker(): Promise<Worker> {
  const child = fork(await bundledProgram(program), { execArgv: ['--enable-source-maps'] })
  await once(child, 'message')
  return {
    process: child,
    ask: async (task) => {
      child.send(task)
      const [answer] = (await once(child, 'message')) as [WorkerAnswer]
      return answer
    },
  }
}

/** Runs `work` with a number of workers, each with connections of its own. They are closed whatever comes of it. */
export async function withWorkers<Result>(
  connection: PoolConfig,
  categoryIds: readonly string[],
  work: (workers: readonly Worker[]) => Promise<Result>,
): Promise<Result> {
  const workers = await Promise.all(categoryIds.map(async () => idle.pop() ?? startWorker()))
  try {
    await Promise.all(
      workers.map(async ({ ask }, index) =>
        ask({ do: 'connect', connection, categoryId: categoryIds[index] ?? '' }),
      ),
    )
    return await work(workers)
  } finally {
    await Promise.all(workers.map(async ({ ask }) => ask({ do: 'disconnect' })))
    idle.push(...workers)
  }
}
