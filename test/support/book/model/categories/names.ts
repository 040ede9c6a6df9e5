/** The names of categories and groups, as the plain model compares them. */

// What names are compared by; enough for the names of these tests.
const fold = (name: string): string => name.trim().normalize('NFKC').toUpperCase()

/** Whether text is not a name. */
export const isNoName = (name: string): boolean => name.trim() === ''

/** Whether an entity other than `ownId` has a name. Groups that differ keep names apart. */
export function isTaken(
  entities: readonly { readonly id: string; readonly name: string; readonly groupId?: string | null }[],
  name: string,
  groupId: string | null | undefined,
  ownId: string | null,
): boolean {
  return entities.some((one) => one.id !== ownId && one.groupId === groupId && fold(one.name) === fold(name))
}
