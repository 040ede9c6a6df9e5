import { setTimeout as delay } from 'node:timers/promises'
import type { Guard } from './guard.js'
import { lastWords, type Place } from './place.js'
import { childrenOf, killIfThere } from './processes.js'
import { Program, type ProgramName } from './program.js'
import { askDataDirectory } from './questions.js'

const patience = { start: 60_000, stop: 20_000 }

/** The server of one place: its first process and those that this one starts, over any number of starts and ends. */
export class Postmaster {
  readonly #place: Place
  readonly #guard: Guard
  #program: Program | undefined

  constructor(place: Place, guard: Guard) {
    this.#place = place
    this.#guard = guard
  }

  /** Makes the data directory. */
  async initialize(): Promise<void> {
    const { dataDirectory } = this.#place
    // That nothing is synced concerns the empty directory; a server that runs on it syncs as usual.
    const options = ['--auth=trust', '-N', '-E', 'UTF8', '--locale=C.UTF-8', '-U', 'postgres']
    const initdb = await this.#run('initdb', ['-D', dataDirectory, ...options])
    await initdb.ended
    if (!initdb.hasSucceeded) throw new Error(`initdb failed:\n${lastWords(this.#place)}`)
  }

  /**
   * Starts on one of the ports that the function names, and gives it. Whoever names the same one again and again still
   * gets it: a client's outgoing connection may have it for a moment.
   */
  async start(nextPort: () => Promise<number>): Promise<number> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const port = await nextPort()
      if (await this.#startOn(port)) return port
      await delay(10 * attempt)
    }
    throw new Error(`No port can be had:\n${lastWords(this.#place)}`)
  }

  /** Ends the server in order, whoever is connected; nothing where none runs. */
  async stop(): Promise<void> {
    const program = this.#running()
    if (program === undefined) return
    program.keepsProcess = true
    // Fast mode: clients are sent away. Where that takes too long, immediate mode.
    killIfThere(program.id, 'SIGINT')
    const last = setTimeout(() => killIfThere(program.id, 'SIGQUIT'), patience.stop)
    await program.ended
    clearTimeout(last)
  }

  /** Ends the server as a power switch would, but for what the operating system has taken over from it. */
  async crash(): Promise<void> {
    const program = this.#running()
    if (program === undefined) throw new Error('There is no running PostgreSQL to crash')
    program.keepsProcess = true
    // Everyone who has data or a client gets no chance to do or say another thing. The first process has neither, but
    // shared memory, which would be left behind: it ends by itself, and cannot start anything because it is halted.
    killIfThere(program.id, 'SIGSTOP')
    for (const id of childrenOf(program.id)) killIfThere(id, 'SIGKILL')
    killIfThere(program.id, 'SIGQUIT')
    killIfThere(program.id, 'SIGCONT')
    await program.ended
  }

  #running(): Program | undefined {
    return this.#program?.isRunning === true ? this.#program : undefined
  }

  async #run(name: ProgramName, args: readonly string[]): Promise<Program> {
    const program = new Program(this.#place, name, args)
    // At once: this process may end at any time.
    if (program.isRunning) this.#guard.watch(program)
    await program.started()
    this.#program = program
    void program.ended.then(() => this.#guard.watch(undefined))
    return program
  }

  // False where somebody has the port.
  async #startOn(port: number): Promise<boolean> {
    const { dataDirectory, folder } = this.#place
    const address = ['-h', '127.0.0.1', '-p', String(port), '-k', folder]
    const program = await this.#run('postgres', ['-D', dataDirectory, ...address])
    const deadline = Date.now() + patience.start
    while (program.isRunning) {
      if (await this.#answers(port)) {
        // Whoever forgets to stop the server shall not hang for it.
        program.keepsProcess = false
        return true
      }
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer:\n${lastWords(this.#place)}`)
      await delay(20)
    }
    const words = lastWords(this.#place)
    if (words.includes('could not bind')) return false
    throw new Error(`PostgreSQL ended as soon as it was started:\n${words}`)
  }

  // Another one may answer on a port that this one will find taken.
  async #answers(port: number): Promise<boolean> {
    const connection = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' }
    return (await askDataDirectory(connection)) === this.#place.dataDirectory
  }
}
