/** The places that each user may take at the same time, in this process. */
export class Places {
  /** How many there are for one user. */
  readonly most: number
  readonly #taken = new Map<string, number>()

  constructor(most: number) {
    this.most = most
  }

  /** Takes one. Gives the function that gives it back; `null` if the user has all of them. */
  take(user: string): (() => void) | null {
    const count = this.#taken.get(user) ?? 0
    if (count >= this.most) return null
    this.#taken.set(user, count + 1)
    return () => {
      const left = (this.#taken.get(user) ?? 1) - 1
      if (left === 0) this.#taken.delete(user)
      else this.#taken.set(user, left)
    }
  }
}
