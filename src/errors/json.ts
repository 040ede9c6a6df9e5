/**
 * A value that JSON can carry: what {@link Metadata} and violation details are made of.
 *
 * @example
 * ```ts
 * import type { JsonValue } from 'budgetbook'
 *
 * const value: JsonValue = { tags: ['work', 'refundable'], receipt: null }
 * console.log(JSON.stringify(value)) // => {"tags":["work","refundable"],"receipt":null}
 * ```
 */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/**
 * A JSON object.
 *
 * @example
 * ```ts
 * import type { JsonObject } from 'budgetbook'
 *
 * const details: JsonObject = { share: 12.5 }
 * console.log(JSON.stringify(details)) // => {"share":12.5}
 * ```
 */
export interface JsonObject {
  readonly [key: string]: JsonValue
}
