import type { Line } from './measure.js'
import type { Settings } from './settings.js'

type Measure = (settings: Settings) => Promise<readonly Line[]>

/** What can be measured, in the order in which it is; loaded when it is its turn, so that nobody pays for the others. */
export const sections: Readonly<Record<string, () => Promise<Measure>>> = {
  utilization: async () => (await import('./utilization/section.js')).measureUtilization,
  report: async () => (await import('./report/section.js')).measureReport,
  record: async () => (await import('./record/section.js')).measureRecord,
  'record-many': async () => (await import('./record-many.js')).measureRecordMany,
  'long-work': async () => (await import('./long-work/section.js')).measureLongWork,
  planning: async () => (await import('./planning.js')).measurePlanning,
  spending: async () => (await import('./spending.js')).measureSpending,
  history: async () => (await import('./history.js')).measureHistory,
  csv: async () => (await import('./csv.js')).measureCsv,
  list: async () => (await import('./list.js')).measureList,
  memory: async () => (await import('./memory/section.js')).measureMemory,
  start: async () => (await import('./start/section.js')).measureStart,
  stores: async () => (await import('./beside-stores/section.js')).measureStores,
  actual: async () => (await import('./beside-actual/section.js')).measureActual,
}
