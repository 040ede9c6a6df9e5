import * as z from 'zod/mini'
import { functionSchema, wholeNumberSchema } from '../../../model/fields.js'

/**
 * How an adapter hears of the commits of other processes. While there is a listener, its timer keeps a Node process
 * alive.
 */
export interface SqlWatch {
  /**
   * How often the adapter asks the database, in milliseconds, 250 or more. It asks for the books that have a
   * listener, with one statement for 500 of them. While there is no listener, it does not ask. An event comes within
   * this time after its commit, plus the time that the statements take. While a write of this adapter to the same book
   * waits for its answer, the event waits too, for 30 seconds at most.
   */
  readonly every: number
  /**
   * Lets your own code say that there may be news, so that events come at once: a `LISTEN`, a message of Redis. The
   * adapter calls `wake` when the first listener comes, and passes a function that asks the database now. It calls the
   * function that `wake` returns when the last listener has gone. If `wake` fails, the adapter still asks at its
   * interval.
   * @defaultValue none
   */
  readonly wake?: ((poll: () => void) => () => void) | undefined
}

// The longest time that a timer can wait in every runtime.
const longest = 2_147_483_647

/** The schema of the option `watch`. */
export const sqlWatchSchema = z.strictObject({
  every: wholeNumberSchema(250, longest),
  wake: z.optional(functionSchema<NonNullable<SqlWatch['wake']>>('wake')),
})
