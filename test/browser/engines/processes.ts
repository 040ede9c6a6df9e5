import { readdir, readFile } from 'node:fs/promises'

/** A process of this machine. */
export interface RunningProcess {
  readonly id: number
  readonly parent: number
  /** Its first 15 letters. */
  readonly name: string
}

// It may have ended since it was listed.
async function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

async function readProcess(id: string): Promise<RunningProcess | null> {
  const found = /^(\d+) \((.*)\) \S (\d+) /s.exec(await readIfThere(`/proc/${id}/stat`))
  return found && { id: Number(found[1]), name: found[2]!, parent: Number(found[3]) }
}

/** The processes that a process has started, and those that they have. */
export async function descendantsOf(ancestor: number): Promise<RunningProcess[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = (await Promise.all(ids.map(readProcess))).filter((one) => one !== null)
  const below = (id: number): RunningProcess[] =>
    all.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(child.id)])
  return below(ancestor)
}

/** The names of a process's threads. */
export async function threadsOf(id: number): Promise<string[]> {
  const threads = await readdir(`/proc/${id}/task`).catch(() => [])
  const names = await Promise.all(
    threads.map(async (thread) => readIfThere(`/proc/${id}/task/${thread}/comm`)),
  )
  return names.map((name) => name.trimEnd())
}
