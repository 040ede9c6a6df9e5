import type { LoggedCause } from './log-entry.js'

const deepest = 8
const unreadable: LoggedCause = { name: 'Error', code: null, stack: '' }

/** The errors of a chain as the log may see them, outermost first: nothing of what they say. */
export function causesOf(error: unknown): LoggedCause[] {
  const causes: LoggedCause[] = []
  try {
    for (let cause = error; cause instanceof Error && causes.length < deepest; cause = cause.cause) {
      causes.push(causeOf(cause))
    }
  } catch {
    // A getter or a proxy that throws: what lies beneath cannot be known.
  }
  return causes
}

// An error of somebody else's may have anything for its properties, getters that throw too.
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

// What programs call things; whatever else stands there may be a text about somebody.
function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z][\w$.-]{0,63}$/.test(value)
}

// Of V8: a function and where it is, or one of the two. Of the others: a function, which may have no name, and where it is.
const frame =
  /^\s+at .*(?:\(.*:\d+:\d+\)|:\d+:\d+|\((?:native|<anonymous>|index \d+)\)|<anonymous>)$|^[^\s@]*@.*:\d+:\d+$/

function framesOf(stack: string, message: string): string {
  return withoutMessage(stack, message)
    .split('\n')
    .filter((line) => frame.test(line))
    .join('\n')
}

/**
 * A stack behind the message at its start, which is cut off by its length: it may have lines that look like frames. One
 * that starts otherwise holds a message that the error no longer has, and nobody knows where that ends.
 */
function withoutMessage(stack: string, message: string): string {
  const [first = ''] = stack.split('\n', 1)
  const start = message === '' ? -1 : stack.indexOf(message)
  if (start === -1) return message === '' || frame.test(first) ? stack : ''
  // Behind it, its own last line goes on at most.
  return start > first.length ? stack : stack.slice(stack.indexOf('\n', start + message.length))
}
