import { setTimeout as delay } from 'node:timers/promises'
import type { PageFunctions } from '../page/entry.js'
import type { Driver } from './driver.js'

type Input<Name extends keyof PageFunctions> = Parameters<PageFunctions[Name]>[0]
type Output<Name extends keyof PageFunctions> = Awaited<ReturnType<PageFunctions[Name]>>

/** A tab with the test page. */
export interface RemoteTab {
  /** The operating system's id of the process that the page runs in. */
  readonly processId: number
  /** Runs the body of a function in the page; gives what it returns. */
  run(body: string): Promise<unknown>
  /** Calls a function of the page. */
  call<Name extends keyof PageFunctions>(name: Name, input: Input<Name>): Promise<Output<Name>>
  close(): Promise<void>
}

type Settled = { readonly value?: unknown } | { readonly error: string }

// The page keeps what comes of the call until it is asked for. All of this runs in the page's own realm: Firefox runs
// scripts in a sandbox beside it, and the next one in another.
const begin = 'window.eval(arguments[0])(arguments[1], arguments[2], arguments[3])'
const callInPage = `(call, name, input) => {
  const settle = (settled) => void (window[call] = JSON.stringify(settled))
  window.pageFunctions[name](JSON.parse(input)).then(
    (value) => settle({ value }),
    (error) => settle({ error: error + ', ' + error.stack }),
  )
}`
const look = 'return window[arguments[0]] ?? null'
const pause = 50
const patience = 30_000
// Less than what a test may take, so that it says which call did not end.
const endurance = 90_000

/** A browser whose tabs work at the same time, though it hears one command at a time. */
export class RemoteBrowser {
  readonly #driver: Driver
  readonly #home: string
  #turn: Promise<unknown> = Promise.resolve()
  #stuck: Error | null = null
  #calls = 0
  #tabs = 0

  private constructor(driver: Driver, home: string) {
    this.#driver = driver
    this.#home = home
  }

  /** @param driver - Of a browser that has just started. */
  static async of(driver: Driver): Promise<RemoteBrowser> {
    return new RemoteBrowser(driver, await driver.currentTab())
  }

  /** Opens the test page in one more tab. */
  async openTab(origin: string): Promise<RemoteTab> {
    const driver = this.#driver
    const { handle, processId } = await this.#exclusively(async () => {
      const opened = await driver.openTab()
      await driver.switchTo(opened)
      await driver.goTo(`${origin}/#tab-${++this.#tabs}`)
      return { handle: opened, processId: await driver.processOfPage() }
    })
    let isOpen = true
    const inTab = async <Result>(work: () => Promise<Result>): Promise<Result> =>
      this.#exclusively(async () => {
        if (!isOpen) throw new Error('The tab was closed')
        await driver.switchTo(handle)
        return work()
      })
    const run = async (body: string, args: readonly string[] = []) =>
      inTab(async () => driver.execute(body, args))
    return {
      processId,
      run,
      call: async <Name extends keyof PageFunctions>(
        name: Name,
        input: Input<Name>,
      ): Promise<Output<Name>> => {
        const call = `call ${++this.#calls}`
        await run(begin, [callInPage, call, name, JSON.stringify(input)])
        return (await this.#outcomeOf(name, async () => run(look, [call]))) as Output<Name>
      },
      close: async () =>
        inTab(async () => {
          isOpen = false
          await driver.closeTab()
          await driver.switchTo(this.#home)
        }),
    }
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    await this.#driver.quit()
  }

  async #outcomeOf(name: string, ask: () => Promise<unknown>): Promise<unknown> {
    const end = Date.now() + endurance
    while (Date.now() < end) {
      const text = (await ask()) as string | null
      if (text !== null) {
        const settled = JSON.parse(text) as Settled
        if ('error' in settled) throw new Error(`In the page: ${settled.error}`)
        return settled.value
      }
      await delay(pause)
    }
    throw new Error(`In the page: ${name} has not ended for ${endurance / 1_000} seconds`)
  }

  async #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(async () => this.#untilStuck(work))
    this.#turn = result.catch(() => undefined)
    return result
  }

  // A browser that does not answer must not let each of the tests that follow wait for it anew.
  async #untilStuck<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#stuck) throw this.#stuck
    let timer: NodeJS.Timeout | undefined
    const stuck = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#stuck = new Error(`The browser has not answered for ${patience / 1_000} seconds`)
        reject(this.#stuck)
      }, patience)
    })
    return Promise.race([work(), stuck]).finally(() => clearTimeout(timer))
  }
}
