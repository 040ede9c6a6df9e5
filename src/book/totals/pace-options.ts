import type { PaceInput } from '../../planning/pace/input.js'
import type { CallOptions } from '../call-options.js'

/** Options of `book.pace`: what `computePace` takes besides the book. */
export interface PaceOptions extends CallOptions, Pick<PaceInput, 'shapes' | 'upcoming' | 'minDays'> {}
