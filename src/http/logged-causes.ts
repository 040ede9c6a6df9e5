import type { LoggedCause } from './log-entry.js'

const deepest = 8
const unreadable: LoggedCause = { name: 'Error', code: null, stack: '' }

/** The errors of a chain, as the log may see them: outermost first, without their messages. */
export function causesOf(error: unknown): LoggedCause[] {
  const causes: LoggedCause[] = []
  try {
    for (let cause = error; cause instanceof Error && causes.length < deepest; cause = cause.cause) {
      causes.push(causeOf(cause))
    }
  } catch {
    // A getter or a proxy threw, so the rest of the chain is unknown.
  }
  return causes
}

// An error from outside may have any properties, also getters that throw.
function causeOf(error: Error): LoggedCause {
  try {
    const { name, code, message, stack } = error as { readonly [Key in keyof Error | 'code']?: unknown }
    return {
      name: isIdentifier(name) ? name : 'Error',
      code: isIdentifier(code) ? code : null,
      stack: typeof stack === 'string' ? framesOf(stack, String(message)) : '',
    }
  } catch {
    return unreadable
  }
}

// A name that programs use. Any other text may be about a person.
function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z][\w$.-]{0,63}$/.test(value)
}

// In V8: a function and its place, or one of the two. In other engines: a function, perhaps without a name, and its
// place.
const frame =
  /^\s+at .*(?:\(.*:\d+:\d+\)|:\d+:\d+|\((?:native|<anonymous>|index \d+)\)|<anonymous>)$|^[^\s@]*@.*:\d+:\d+$/

function framesOf(stack: string, message: string): string {
  return withoutMessage(stack, message)
    .split('\n')
    .filter((line) => frame.test(line))
    .join('\n')
}

/**
 * The stack without the message at its start. The message is cut off by its length, because it may have lines that
 * look like frames. A stack that starts otherwise holds an older message, and its end is unknown.
 */
function withoutMessage(stack: string, message: string): string {
  const [first = ''] = stack.split('\n', 1)
  const start = message === '' ? -1 : stack.indexOf(message)
  if (start === -1) return message === '' || frame.test(first) ? stack : ''
  // After the message, at most the rest of its last line follows.
  return start > first.length ? stack : stack.slice(stack.indexOf('\n', start + message.length))
}
