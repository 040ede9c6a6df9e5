import type { BookContext } from '../book-context.js'
import type { HoldsApi } from './api.js'
import { commitHold } from './commit.js'
import { placeHold } from './place.js'
import { getHold, listHolds } from './read.js'
import { releaseHold } from './release.js'

/** Makes {@link HoldsApi}. */
export function holdsApi(context: BookContext): HoldsApi {
  return {
    place: placeHold(context),
    commit: commitHold(context),
    release: releaseHold(context),
    get: getHold(context),
    list: listHolds(context),
  }
}
