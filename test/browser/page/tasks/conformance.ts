import { adapterConformance } from '../../../../src/testing/index.js'
import type { AdapterKind } from '../../place.js'
import { createAdapter } from '../adapters.js'

let count = 0

/** Runs a case of the conformance suite on storage of its own. */
async function runConformanceCase(input: {
  readonly kind: AdapterKind
  readonly name: string
}): Promise<void> {
  const cases = adapterConformance({
    open: async () => {
      const place = { kind: input.kind, name: `conformance ${count++}` }
      return { connect: async () => createAdapter(place) }
    },
  })
  const found = cases.find(({ name }) => name === input.name)
  if (!found) throw new Error(`There is no case named ${input.name}`)
  await found.run()
}

export const conformance = { runConformanceCase }
