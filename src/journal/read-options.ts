import { atPath, invalidInput, requireKnownFields, requireObject } from '../errors/invalid-input.js'
import { beancount } from './beancount.js'
import { hledger } from './hledger.js'
import type { JournalOptions } from './input.js'
import type { JournalFormat } from './journal-format.js'

const formats: ReadonlyMap<unknown, JournalFormat> = new Map([
  ['hledger', hledger],
  ['beancount', beancount],
])

/** Checks how a journal is to be written. */
export function readOptions(options: JournalOptions): { format: JournalFormat; paidFrom: string } {
  return atPath(['options'], () => {
    requireObject(options, 'The options')
    requireKnownFields(options, ['format', 'paidFrom'])
    const { format: name, paidFrom = 'Assets:Checking' } = options
    const format = formats.get(name)
    if (!format) {
      throw invalidInput('invalid_value', 'The format is "hledger" or "beancount"', ['format'], {
        values: [...formats.keys()].map(String),
      })
    }
    if (typeof paidFrom !== 'string' || !format.canPay(paidFrom)) {
      throw invalidInput('invalid_value', `Not an account that pays, such as Assets:Checking`, ['paidFrom'])
    }
    return { format, paidFrom }
  })
}
