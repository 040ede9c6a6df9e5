import { refuseBody } from '../errors/to-refusal.js'
import { firstInexactNumber } from './exact-numbers.js'
import { endOfValue, mostLevels } from './scan-json.js'

/** The refusal of a body that is not JSON. */
export const notJson = 'The body is not JSON in UTF-8'

/** Parses a body. Refuses one that is not JSON, is nested too deeply, or has a number that parsing would change. */
export function parseJson(text: string): unknown {
  endOfValue(text, 0, mostLevels)
  return parseShallow(text)
}

/** The same for a text that {@link endOfValue} has looked at. */
export function parseShallow(text: string): unknown {
  const value = parsed(text)
  const inexact = firstInexactNumber(text)
  if (inexact === undefined) return value
  throw refuseBody(`The number ${inexact} has more digits than a double holds. Pass text`)
}

/** The same for the text of a string, which has no levels and no numbers. */
export function parseString(text: string): unknown {
  return parsed(text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw refuseBody(notJson)
  }
}
