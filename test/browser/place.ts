/** The adapters for browsers; each test is made with all of them. */
export const adapterKinds = ['localStorage', 'indexedDB'] as const

/** An adapter for browsers. */
export type AdapterKind = (typeof adapterKinds)[number]

/** Where a tab keeps its books. */
export interface Place {
  /** In what; without locks, tabs do race, which is what a test of the tests is for. */
  readonly kind: AdapterKind | 'localStorage without locks'
  /** The key prefix, or the name of the database. */
  readonly name: string
}
