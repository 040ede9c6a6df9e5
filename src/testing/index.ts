// The face of budgetbook/testing; the root entry never reaches it.

// for those who write an adapter
export {
  adapterConformance,
  type ConformanceCase,
  type ConformanceOptions,
} from './conformance/adapter-conformance.js'
export type { AdapterHarness } from './conformance/trial.js'
export { createIoFaults, type IoFaultsOptions } from './io-faults/create-io-faults.js'
export { withIndexedDbFaults } from './io-faults/indexed-db-faults.js'
export { IoFaultError } from './io-faults/io-fault-error.js'
export type { ArmedFault, IoFaultKind, IoFaultOptions, IoFaults, IoVerdict } from './io-faults/io-faults.js'
export type { IoAccess, IoOperation, IoTask } from './io-faults/io-operation.js'
export { withStorageFaults } from './io-faults/storage-faults.js'

// for tests of apps
export { withFaults, type AdapterCall, type FaultHooks } from './faults.js'

// for properties
export { bookContentsArbitrary } from './arbitraries/book-contents.js'
export { civilDateArbitrary, monthArbitrary, monthStartDayArbitrary } from './arbitraries/calendar.js'
export {
  budgetArbitrary,
  categoryArbitrary,
  expenseArbitrary,
  settingsArbitrary,
} from './arbitraries/entities.js'
export { amountArbitrary, currencyArbitrary, type AmountConstraints } from './arbitraries/money.js'
export { idArbitrary, metadataArbitrary } from './arbitraries/texts.js'
