// The face of budgetbook/indexeddb; the root entry never reaches it.

export {
  createIndexedDbAdapter,
  type IndexedDbFactoryLike,
  type IndexedDbOptions,
} from './indexeddb-adapter.js'
