/** An entity tag of a header. */
export interface HeaderTag {
  readonly isWeak: boolean
  /** What is between the quotes. */
  readonly opaque: string
}

/** What `If-Match` or `If-None-Match` says: `'any'` for `*`. `null` if it is neither that nor a list of tags. */
export function readTags(header: string): 'any' | readonly HeaderTag[] | null {
  if (header === '*') return 'any'
  const tags: HeaderTag[] = []
  const next = /[ \t,]*(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?=,|$)/y
  let end = 0
  for (let found = next.exec(header); found; found = next.exec(header)) {
    end = next.lastIndex
    tags.push({ isWeak: found[1] !== undefined, opaque: found[2] ?? '' })
  }
  // A list may have empty places, but must have a tag.
  return tags.length > 0 && /^[ \t,]*$/.test(header.slice(end)) ? tags : null
}
