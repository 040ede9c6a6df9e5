import * as z from 'zod/mini'
import { functionSchema, wholeNumberSchema } from '../../../model/fields.js'

/** How an adapter hears of the commits of other processes. */
export interface SqlWatch {
  /**
   * How often it asks the database, in milliseconds, 250 or more: one statement for all books with a listener, and none
   * while there is no listener. An event comes at the latest so long after its commit, and the time that the statement takes.
   */
  readonly every: number
  /**
   * Lets something else say that there may be news, so that events come at once: your own `LISTEN`, a message of Redis.
   * It is called when the first listener comes, with a function that asks the database now. What it returns is called when
   * there is no listener any more. If it fails, the adapter still asks in its interval.
   * @defaultValue none
   */
  readonly wake?: ((poll: () => void) => () => void) | undefined
}

// The longest that a timer waits in every runtime.
const longest = 2_147_483_647

/** The schema of the option `watch`. */
export const sqlWatchSchema = z.strictObject({
  every: wholeNumberSchema(250, longest),
  wake: z.optional(functionSchema<NonNullable<SqlWatch['wake']>>('wake')),
})
