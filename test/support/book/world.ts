import {
  createMemoryAdapter,
  openBudgetBook,
  type Budget,
  type BookDocument,
  type BudgetBook,
  type Category,
  type CategoryGroup,
  type Expense,
  type Hold,
} from 'budgetbook'

/** What stands in a book that has some of everything. */
export interface World {
  readonly food: Category
  /** Carries money from 2026-01 on. */
  readonly travel: Category
  /** Has no budget and no expense. */
  readonly unused: Category
  /** Archived, and has neither. */
  readonly old: Category
  /** A group without categories. */
  readonly home: CategoryGroup
  /** A second one, after it. */
  readonly leisure: CategoryGroup
  /** Of food, in 2026-01. */
  readonly january: Budget
  /** Of food, in 2026-02. */
  readonly february: Budget
  /** Of food, in 2026-01. */
  readonly lunch: Expense
  /** Of food, in 2026-02. */
  readonly dinner: Expense
  /** Of travel, in 2026-02: 30.00. */
  readonly hotel: Hold
  /** Another book, to be imported. */
  readonly document: BookDocument
  /** A third one. */
  readonly otherDocument: BookDocument
}

// Made once: everybody gets the same documents, ids and times included.
let otherBooks: ReturnType<typeof exportOtherBooks> | undefined

async function exportOtherBooks(): Promise<Pick<World, 'document' | 'otherDocument'>> {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const otherDocument = await book.exportBook()
  await book.settings.update({ currency: 'KWD', monthlyLimit: '10.500' })
  const { id: groupId } = await book.groups.create({ name: 'Home' })
  const rollover = { from: '2024-02', cap: '1.500', opening: '-0.250' }
  const { id: categoryId } = await book.categories.create({ name: 'Rent', groupId, rollover })
  await book.budgets.create({ categoryId, month: '2024-02', amount: '7.125' })
  await book.expenses.record({
    categoryId,
    original: { amount: '-3', currency: 'JPY', rate: '0.002' },
    date: '2024-02-29',
  })
  await book.holds.place({ categoryId, amount: '0.750', date: '2024-02-29', expiresAt: farOff })
  return { document: await book.exportBook(), otherDocument }
}

// No clock of these tests comes so far.
const farOff = '2099-12-31T00:00:00.000Z'

/** Puts some of everything in an empty book: USD, limit 1000.00, 100.00 and 200.00 budgeted for food. */
export async function fillBook(book: BudgetBook): Promise<World> {
  await book.settings.update({ currency: 'USD', monthlyLimit: '1000.00' })
  const food = await book.categories.create({ name: 'Food' })
  const carried = { from: '2026-01', cap: '50.00', opening: '5.00' }
  const travel = await book.categories.create({ name: 'Travel', rollover: carried })
  const unused = await book.categories.create({ name: 'Unused' })
  const { id } = await book.categories.create({ name: 'Old' })
  const old = await book.categories.archive(id)
  const { budget: january } = await book.budgets.create({
    categoryId: food.id,
    month: '2026-01',
    amount: '100.00',
  })
  const { budget: february } = await book.budgets.create({
    categoryId: food.id,
    month: '2026-02',
    amount: '200.00',
  })
  const lunch = await book.expenses.record({ categoryId: food.id, amount: '40.00', date: '2026-01-20' })
  const dinner = await book.expenses.record({ categoryId: food.id, amount: '60.00', date: '2026-02-10' })
  // Last, so that the others keep the ids that tests know.
  const home = await book.groups.create({ name: 'Home' })
  const leisure = await book.groups.create({ name: 'Leisure' })
  const { hold: hotel } = await book.holds.place({
    categoryId: travel.id,
    amount: '30.00',
    date: '2026-02-20',
    expiresAt: farOff,
    description: 'Hotel',
  })
  return {
    food,
    travel,
    unused,
    old,
    home,
    leisure,
    january,
    february,
    lunch,
    dinner,
    hotel,
    ...(await (otherBooks ??= exportOtherBooks())),
  }
}
