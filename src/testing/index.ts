// The entry budgetbook/testing. The root entry never imports it.

// for those who write an adapter
export {
  adapterConformance,
  type ConformanceCase,
  type ConformanceOptions,
} from './conformance/adapter-conformance.js'
export type { AdapterHarness } from './conformance/trial.js'

// for tests of apps
export { withFaults, type AdapterCall, type FaultHooks } from './faults.js'

// for properties
export { bookContentsArbitrary } from './arbitraries/book-contents.js'
export { civilDateArbitrary, monthArbitrary, monthStartDayArbitrary } from './arbitraries/calendar.js'
export {
  budgetArbitrary,
  categoryArbitrary,
  categoryGroupArbitrary,
  expenseArbitrary,
  holdArbitrary,
  settingsArbitrary,
} from './arbitraries/entities.js'
export { amountArbitrary, currencyArbitrary, type AmountConstraints } from './arbitraries/money.js'
export { idArbitrary, metadataArbitrary } from './arbitraries/texts.js'
