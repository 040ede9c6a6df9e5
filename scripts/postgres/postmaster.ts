import { setTimeout as delay } from 'node:timers/promises'
import type { Guard } from './guard.js'
import { lastWords, type Place } from './place.js'
import { childrenOf, killIfThere } from './processes.js'
import { Program, type ProgramName } from './program.js'
import { askDataDirectory } from './questions.js'

const patience = { start: 60_000, stop: 20_000 }

/**
 * The server of one place: its first process and the processes that this starts. It can be started and stopped many
 * times.
 */
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
    // Only the empty directory is not synced. The server syncs as usual.
    const options = ['--auth=trust', '-N', '-E', 'UTF8', '--locale=C.UTF-8', '-U', 'postgres']
    const initdb = await this.#run('initdb', ['-D', dataDirectory, ...options])
    await initdb.ended
    if (!initdb.hasSucceeded) throw new Error(`initdb failed:\n${lastWords(this.#place)}`)
  }

  /**
   * Starts on one of the ports that the function returns, and returns that port. The function may return the same
   * port again: a client's outgoing connection may use it only for a moment.
   */
  async start(nextPort: () => Promise<number>): Promise<number> {
    for (let attempt = 0; attempt < 20; attempt++) {
      const port = await nextPort()
      if (await this.#startOn(port)) return port
      await delay(10 * attempt)
    }
    throw new Error(`No port can be had:\n${lastWords(this.#place)}`)
  }

  /** Stops the server in order, even with connected clients. Does nothing if it does not run. */
  async stop(): Promise<void> {
    const program = this.#running()
    if (program === undefined) return
    program.keepsProcess = true
    // Fast mode disconnects clients. If that takes too long, immediate mode follows.
    killIfThere(program.id, 'SIGINT')
    const last = setTimeout(() => killIfThere(program.id, 'SIGQUIT'), patience.stop)
    await program.ended
    clearTimeout(last)
  }

  /** Ends the server as a loss of power would, except that data already given to the operating system is kept. */
  async crash(): Promise<void> {
    const program = this.#running()
    if (program === undefined) throw new Error('There is no running PostgreSQL to crash')
    program.keepsProcess = true
    // Kills every process that has data or a client, so that none can do anything more. The first process has
    // neither. It has shared memory, which a kill would leave behind, so it ends by itself; it is halted first, so
    // that it starts nothing.
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
    // At once, because this process may end at any time.
    if (program.isRunning) this.#guard.watch(program)
    await program.started()
    this.#program = program
    void program.ended.then(() => this.#guard.watch(undefined))
    return program
  }

  // False if another process has the port.
  async #startOn(port: number): Promise<boolean> {
    const { dataDirectory, folder } = this.#place
    const address = ['-h', '127.0.0.1', '-p', String(port), '-k', folder]
    const program = await this.#run('postgres', ['-D', dataDirectory, ...address])
    const deadline = Date.now() + patience.start
    while (program.isRunning) {
      if (await this.#answers(port)) {
        // A program that forgets to stop the server must not hang.
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

  // Another server may answer on a port that this one will find taken.
  async #answers(port: number): Promise<boolean> {
    const connection = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' }
    return (await askDataDirectory(connection)) === this.#place.dataDirectory
  }
}
