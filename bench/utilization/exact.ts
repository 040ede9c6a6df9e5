import type { Sample } from './data.js'
import { writeCents, type Sums } from './peers.js'

/** Throws where a sum is not what the integers say: a bench of wrong answers measures nothing. */
export function checkExact(name: string, sums: Sums, { spent }: Sample): void {
  for (const [at, cents] of spent.entries()) {
    if (sums[at] !== writeCents(cents))
      throw new Error(`${name} has ${sums[at]} for category ${at}, and it is ${writeCents(cents)}`)
  }
}

/** How far off the sums of an inexact peer are, at most, and how many of them are. */
export function deviationOf(sums: Sums, { spent }: Sample): string {
  const off = spent.map((cents, at) => Math.abs(Number(sums[at]) - Number(cents) / 100))
  const wrong = spent.filter((cents, at) => Number(sums[at]) !== Number(cents) / 100).length
  return `${wrong} of ${spent.length} sums are not exact, by up to ${Math.max(...off).toExponential(1)}`
}
