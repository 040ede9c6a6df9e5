// The entry budgetbook/indexeddb. The root entry never imports it.

export {
  createIndexedDbAdapter,
  type IndexedDbFactoryLike,
  type IndexedDbOptions,
} from './indexeddb-adapter.js'
