// Runs the conformance suite on one adapter and prints the cases that fail. run.ts bundles it with a fault in the sources.
import process from 'node:process'
import { adapterConformance } from '../../src/testing/conformance/adapter-conformance.js'
import { harnesses, type AdapterName } from './harnesses.js'

const adapter = process.argv[2] as AdapterName
const patience = 20_000

async function isKept(run: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  const kept = run().then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([kept, late])
  } finally {
    clearTimeout(timer)
  }
}

process.on('unhandledRejection', () => undefined)
const failed: string[] = []
for (const { name, run } of adapterConformance({ open: harnesses[adapter] })) {
  if (await isKept(run)) continue
  failed.push(name)
  // One failing case is enough to show a broken adapter.
  break
}
console.log(JSON.stringify(failed))
process.exit(0)
