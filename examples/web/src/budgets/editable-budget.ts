/** A budget that can be changed. */
export interface EditableBudget {
  readonly month: string
  readonly currency: string
  readonly categoryId: string
  /** The name of the category. */
  readonly name: string
  /** What is saved; `null` without a budget. */
  readonly budget: string | null
}
