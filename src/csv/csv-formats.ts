import type { CsvFormat } from './csv-format.js'
import { knownSymbols as symbols } from './known-symbols.js'
import type { PlanCsvFormat } from './plan/plan-format.js'

const income = { code: 'income', when: [{ column: 'Category Group', is: ['Inflow'] }] }

/** The files of some products. */
export interface CsvFormats {
  /**
   * The register of a YNAB export. The person sets how YNAB writes dates and amounts; here they are `MM/DD/YYYY` and
   * `1,250.00`. The payee is the description. Transfers between accounts are rejected as `transfer`, and money to
   * budget as `income`. A transfer with a category is spending. An inflow in another category is a refund. Everything
   * else is a row, even without a category, such as a starting balance. If two groups have a category of the same name,
   * let the column `category` be `'Category Group/Category'`.
   */
  readonly ynabRegister: CsvFormat
  /** The plan of a YNAB export, for `readPlanCsv`. */
  readonly ynabPlan: PlanCsvFormat
  /**
   * The transactions that Actual exports. The file does not say which rows are transfers: those have no category. The
   * whole of a split is rejected as `split`; its parts are rows. The categories `Income` and `Starting Balances` are
   * rejected as `income`; income in another category is a refund.
   */
  readonly actualTransactions: CsvFormat
  /**
   * The transactions that Firefly III exports. Only withdrawals are spending; all others are rejected as
   * `not_a_withdrawal`. A row has its own currency.
   */
  readonly fireflyTransactions: CsvFormat
  /** What `writeCsv` writes. */
  readonly budgetbook: CsvFormat
}

/**
 * The formats of some products. They are plain data: to change what differs in your file, write
 * `{ ...csvFormats.ynabRegister, dates: 'DD/MM/YYYY' }`. A `reject` of yours replaces that of the preset.
 */
export const csvFormats: CsvFormats = {
  ynabRegister: {
    columns: {
      date: 'Date',
      outflow: 'Outflow',
      inflow: 'Inflow',
      description: 'Payee',
      category: 'Category',
    },
    dates: 'MM/DD/YYYY',
    group: ',',
    symbols,
    reject: [
      {
        code: 'transfer',
        when: [
          { column: 'Payee', startsWith: 'Transfer : ' },
          { column: 'Category', is: [''] },
        ],
      },
      income,
    ],
  },
  ynabPlan: {
    columns: { month: 'Month', category: 'Category', group: 'Category Group', amount: 'Assigned' },
    months: 'MMM YYYY',
    group: ',',
    symbols,
    reject: [income],
  },
  actualTransactions: {
    columns: { date: 'Date', amount: 'Amount', description: 'Payee', category: 'Category' },
    dates: 'YYYY-MM-DD',
    reject: [
      {
        code: 'split',
        when: [
          { column: 'Notes', startsWith: '(SPLIT INTO ' },
          { column: 'Amount', is: ['0'] },
        ],
      },
      { code: 'income', when: [{ column: 'Category', is: ['Income', 'Starting Balances'] }] },
    ],
  },
  fireflyTransactions: {
    columns: {
      date: 'date',
      amount: 'amount',
      description: 'description',
      category: 'category',
      id: 'journal_id',
      currency: 'currency_code',
    },
    dates: 'YYYY-MM-DD',
    reject: [{ code: 'not_a_withdrawal', when: [{ column: 'type', isNot: ['Withdrawal', 'withdrawal'] }] }],
  },
  budgetbook: {
    columns: { date: 'Date', amount: 'Amount', description: 'Description', category: 'Category', id: 'Id' },
    dates: 'YYYY-MM-DD',
    spending: 'positive',
  },
}
