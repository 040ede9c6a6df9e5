const directionMarks = /\p{Bidi_Control}/gu
const whiteSpace = /[\p{White_Space}\p{Control}]+/gu
const outerSpace = /^ | $/g
const halfCharacter = /\p{Surrogate}/gu

/**
 * Text on one line, as a journal can hold it: white space and control characters become one space, and none is left at
 * the ends. Marks that change the direction of writing are dropped, because they would turn the rest of the line around.
 */
export function oneLine(text: string): string {
  return text
    .replace(directionMarks, '')
    .replace(halfCharacter, '\uFFFD')
    .replace(whiteSpace, ' ')
    .replace(outerSpace, '')
}
