/**
 * How long the watch waits for the answer to a question or to a write, in milliseconds. A connection may be silent for
 * ever.
 */
export const patience = 30_000
