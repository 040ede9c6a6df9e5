import { checksum } from '../lib/checksum.js'

/** Something that an account is named after. */
interface Named {
  readonly id: string
  readonly name: string
}

/** A category, and the group that it is in. */
export interface GroupedCategory extends Named {
  /** One of the groups; `null` if it is in none. */
  readonly groupId: string | null
}

const unnamed = 'Unnamed'
const root = 'Expenses'

/**
 * The account of each category, by its id: `Expenses:Category`, or `Expenses:Group:Category`. No two accounts are the
 * same, and no account is above another, because programs add an account to the one above it. Only the names and the
 * ids decide, not the order: accounts that would be the same get a mark made of their ids.
 *
 * @param part - What is left of a name as one part of an account's name.
 */
export function nameAccounts(
  categories: readonly GroupedCategory[],
  groups: readonly Named[],
  part: (name: string) => string,
): Map<string, string> {
  const groupParts = distinctParts(groups, part, new Set())
  const accounts = new Map<string, string>()
  for (const groupId of [null, ...groupParts.keys()]) {
    const members = categories.filter((category) => category.groupId === groupId)
    const above = groupId === null ? root : `${root}:${groupParts.get(groupId)}`
    const taken = new Set(groupId === null ? groupParts.values() : [])
    for (const [id, own] of distinctParts(members, part, taken)) accounts.set(id, `${above}:${own}`)
  }
  return accounts
}

function distinctParts(
  named: readonly Named[],
  part: (name: string) => string,
  taken: ReadonlySet<string>,
): Map<string, string> {
  const parts = new Map(named.map(({ id, name }) => [id, part(name) || unnamed]))
  for (let round = 0; ; round++) {
    const clashing = clashes(parts, taken)
    if (clashing.length === 0) return parts
    // Two ids can have one checksum. Their places among the sorted ids differ, so this comes to an end.
    for (const [position, id] of clashing.sort().entries())
      parts.set(id, `${parts.get(id)}-${round === 0 ? checksum(id) : position + 1}`)
  }
}

/** The ids of those whose part another one has too. */
function clashes(parts: ReadonlyMap<string, string>, taken: ReadonlySet<string>): string[] {
  const counts = new Map<string, number>()
  for (const part of parts.values()) counts.set(part, (counts.get(part) ?? 0) + 1)
  return Array.from(parts.keys()).filter((id) => {
    const part = parts.get(id) ?? ''
    return taken.has(part) || (counts.get(part) ?? 0) > 1
  })
}
