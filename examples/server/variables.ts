/** The variables of an environment. */
export type Variables = Readonly<Record<string, string | undefined>>

/** The value of a variable. Compose files pass a variable without a value as an empty one: it counts as absent. */
export function variableOf(env: Variables, name: string): string | undefined {
  return env[name]?.trim() === '' ? undefined : env[name]
}
