/** The example of a document, as short as one can be. */
export const bookExample = {
  format: 'budgetbook' as const,
  version: '1.2',
  checksum: '8818633b',
  settings: { currency: 'USD', monthlyLimit: '5000.00', monthStartDay: 1 },
  categories: [],
  groups: [],
  closedMonths: [],
  budgets: [],
  expenses: [],
  holds: [],
}
