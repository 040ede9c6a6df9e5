/** What the box says in which a budget is changed. */
export const editTexts = {
  en: {
    edit: (name: string, amount: string) => `Edit budget of ${name}: ${amount}`,
    box: (name: string) => `Budget of ${name}`,
    none: 'not set',
    save: 'Save',
    cancel: 'Cancel',
    help: 'Empty: no budget.',
    changed: (now: string) => `Changed elsewhere meanwhile: it is ${now} now. Saving replaces it.`,
    removed: 'Removed elsewhere meanwhile. Saving sets it again.',
    exceeds: (total: string, limit: string, overage: string) =>
      `Warning: budgets of ${total} would exceed the monthly limit of ${limit} by ${overage}.`,
  },
  de: {
    edit: (name: string, amount: string) => `Budget für ${name} ändern: ${amount}`,
    box: (name: string) => `Budget für ${name}`,
    none: 'nicht gesetzt',
    save: 'Speichern',
    cancel: 'Abbrechen',
    help: 'Leer: kein Budget.',
    changed: (now: string) => `Inzwischen anderswo geändert: jetzt ${now}. Speichern ersetzt es.`,
    removed: 'Inzwischen anderswo entfernt. Speichern setzt es wieder.',
    exceeds: (total: string, limit: string, overage: string) =>
      `Achtung: Budgets von ${total} würden das Monatslimit von ${limit} um ${overage} überschreiten.`,
  },
}
