import { inserting, putting } from '../../../../src/testing/conformance/commits.js'
import {
  february,
  january,
  makeBudget,
  makeCategory,
  makeExpense,
  makeSettings,
} from '../../../../src/testing/conformance/entities.js'

/** A book to damage. */
export const sample = [
  putting.settings(makeSettings('USD', '100.00')),
  inserting.category(makeCategory('food')),
  inserting.category(makeCategory('travel')),
  inserting.budget(makeBudget('b1', 'food', january, '10.00')),
  inserting.budget(makeBudget('b2', 'food', february, '20.00')),
  inserting.expense(makeExpense('e1', 'food', '2026-01-31', '1.00')),
  inserting.expense(makeExpense('e2', 'food', '2026-02-01', '2.00')),
]

/** What other SQL may do, and the row that verify has to name. */
export const damages: readonly (readonly [statement: string, location: string])[] = [
  ["update budgetbook_budgets set amount = '99.00' where id = 'b2'", 'months["book","2026-02"]'],
  ["delete from budgetbook_budgets where id = 'b2'", 'months["book","2026-02"]'],
  ["update budgetbook_budgets set month = '2026-01' where id = 'b2'", 'months["book","2026-02"]'],
  ["update budgetbook_budgets set amount = '20.5' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_budgets set amount = '-20.00' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_budgets set category_id = 'gone' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_months set total_budget = '21.00' where month = '2026-02'", 'months["book","2026-02"]'],
  ["delete from budgetbook_months where month = '2026-02'", 'months["book","2026-02"]'],
  ["update budgetbook_months set month = '2026-13' where month = '2026-02'", 'months["book","2026-13"]'],
  ["update budgetbook_expenses set amount = '2.01' where id = 'e2'", 'totals["book","2026-02","food"]'],
  ["delete from budgetbook_expenses where id = 'e2'", 'totals["book","2026-02","food"]'],
  [
    "update budgetbook_expenses set category_id = 'travel' where id = 'e2'",
    'totals["book","2026-02","travel"]',
  ],
  ["update budgetbook_expenses set date = '2026-03-01' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set date = '2026-02-30' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set month = '2026-01' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set amount = '2' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_totals set spent = '3.00' where month = '2026-02'", 'totals["book","2026-02","food"]'],
  [
    "update budgetbook_totals set expense_count = 2 where month = '2026-02'",
    'totals["book","2026-02","food"]',
  ],
  [
    "update budgetbook_totals set expense_count = 0 where month = '2026-02'",
    'totals["book","2026-02","food"]',
  ],
  ["delete from budgetbook_totals where month = '2026-02'", 'totals["book","2026-02","food"]'],
  ["delete from budgetbook_categories where id = 'food'", 'budgets["book","b1"]'],
  ["update budgetbook_categories set name = '' where id = 'food'", 'categories["book","food"]'],
  [
    "update budgetbook_categories set name = 'CATEGORY FOOD' where id = 'travel'",
    'categories["book","travel"]',
  ],
  ["update budgetbook_books set currency = 'XXX!'", 'books["book"]'],
  ["update budgetbook_books set version = 'new'", 'books["book"]'],
  ['update budgetbook_books set extra = \'{"groups":{}}\'', 'books["book"]'],
  ['update budgetbook_books set extra = \'{"groups":[{"id":"g"}]}\'', 'books["book"]'],
  [
    "update budgetbook_categories set extra = '{\"groupId\":7}' where id = 'food'",
    'categories["book","food"]',
  ],
  [
    'update budgetbook_categories set extra = \'{"rollover":{"from":"2026-13"}}\' where id = \'food\'',
    'categories["book","food"]',
  ],
  ["update budgetbook_expenses set extra = '{\"original\":{}}' where id = 'e2'", 'expenses["book","e2"]'],
  ['delete from budgetbook_books', 'books["book"]'],
  [
    "insert into budgetbook_budgets select book_id, 'b9', 9, 'travel', month, amount, metadata, created_at, updated_at, extra from budgetbook_budgets where id = 'b2'",
    'months["book","2026-02"]',
  ],
  [
    "insert into budgetbook_expenses select book_id, 'e9', category_id, month, amount, date, description, metadata, created_at, updated_at, extra from budgetbook_expenses where id = 'e2'",
    'totals["book","2026-02","food"]',
  ],
  [
    "insert into budgetbook_totals select book_id, month, 'travel', spent, 1 from budgetbook_totals where month = '2026-02'",
    'totals["book","2026-02","travel"]',
  ],
  [
    "insert into budgetbook_totals select book_id, month, 'travel', spent, 0 from budgetbook_totals where month = '2026-02'",
    'totals["book","2026-02","travel"]',
  ],
  [
    "insert into budgetbook_totals select book_id, '2026-07', category_id, spent, 1 from budgetbook_totals where month = '2026-02'",
    'months["book","2026-07"]',
  ],
]

/** The same, where columns take any text. */
export const onlyInSqlite: typeof damages = [
  ["update budgetbook_expenses set amount = '2e0' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set amount = 2.5 where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_expenses set metadata = '{' where id = 'e2'", 'expenses["book","e2"]'],
  ["update budgetbook_budgets set extra = '{' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_totals set month = char(0) where month = '2026-02'", 'months["book","\\u0000"]'],
  ["update budgetbook_totals set month = x'00ff' where month = '2026-02'", 'months["book","\\u0000\ufffd"]'],
  [
    "update budgetbook_totals set category_id = char(0) where month = '2026-02'",
    'totals["book","2026-02","\\u0000"]',
  ],
  [
    "update budgetbook_totals set category_id = x'00ff' where month = '2026-02'",
    'totals["book","2026-02","food"]',
  ],
  [
    "update budgetbook_totals set category_id = cast(x'ff' as text) where month = '2026-02'",
    'totals["book","2026-02","food"]',
  ],
  ["update budgetbook_totals set spent = char(0) where month = '2026-02'", 'totals["book","2026-02","food"]'],
  ["update budgetbook_months set closed = char(0) where month = '2026-02'", 'months["book","2026-02"]'],
  ["update budgetbook_months set closed = x'00ff' where month = '2026-02'", 'months["book","2026-02"]'],
  ["update budgetbook_months set closed = 'yes' where month = '2026-02'", 'months["book","2026-02"]'],
  ["update budgetbook_months set closed = 2 where month = '2026-02'", 'months["book","2026-02"]'],
  ["update budgetbook_categories set archived = '' where id = 'food'", 'categories["book","food"]'],
  ["update budgetbook_categories set archived = 0.5 where id = 'food'", 'categories["book","food"]'],
  ["update budgetbook_categories set position = char(0) where id = 'food'", 'categories["book","food"]'],
  ["update budgetbook_categories set position = '' where id = 'food'", 'categories["book","food"]'],
  ["update budgetbook_budgets set position = 'first' where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_budgets set position = 1.5 where id = 'b2'", 'budgets["book","b2"]'],
  ["update budgetbook_budgets set position = 9e999 where id = 'b2'", 'budgets["book","b2"]'],
]
