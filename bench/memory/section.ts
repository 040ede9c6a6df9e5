import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bytesLine, ratioLine, type Line } from '../measure.js'
import { say, type Settings } from '../settings.js'

/** The heap of the memory adapter to that of the bare array. */
const goal = 1.5

/** How the inputs come: ids that stand in all of them once, or as often as JSON.parse makes them. */
const inputs = ['shared ids', 'parsed ids'] as const

/** What a book holds in memory, beside the bare entities: goal 6. */
export async function measureMemory({ quick }: Settings): Promise<Line[]> {
  const size = quick ? 100_000 : 1_000_000
  const lines: Line[] = []
  for (const input of inputs) {
    // Nothing is timed, so both may run at once.
    const [array, book] = await Promise.all([heapOf('array', size, input), heapOf('book', size, input)])
    const where = `${say(size)} expenses, ${input}`
    lines.push(
      bytesLine(`${where}: the array of entities`, array),
      bytesLine(`${where}: the memory adapter`, book),
      // Held against the goal with ids that are shared: the array has the least then.
      ratioLine(
        `${where}: the memory adapter to the array`,
        book / array,
        input === 'shared ids' ? goal : undefined,
      ),
    )
  }
  return lines
}

async function heapOf(what: 'array' | 'book', size: number, input: (typeof inputs)[number]): Promise<number> {
  const script = fileURLToPath(new URL('heap.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...process.execArgv,
    script,
    what,
    `${size}`,
    input,
  ])
  const bytes = Number(stdout)
  if (!(bytes > 0)) throw new Error(`The heap of ${what} is ${stdout}`)
  return bytes
}
