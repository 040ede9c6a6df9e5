/** What the expenses panel says. */
export const texts = {
  en: {
    title: 'Expenses',
    category: 'Category',
    amount: 'Amount',
    date: 'Date',
    description: 'Description',
    record: 'Record expense',
    caption: (month: string) => `Expenses of ${month}, newest first`,
    none: (month: string) => `Nothing was spent in ${month} yet.`,
    more: 'Load more',
    removeShort: 'Remove',
    remove: (what: string) => `Remove expense ${what}`,
    removed: (what: string) => `Removed: ${what}.`,
    recorded: (what: string) => `Recorded: ${what}.`,
    action: 'Action',
    noCategory: 'Add a category first.',
    gone: 'Removed category',
  },
  de: {
    title: 'Ausgaben',
    category: 'Kategorie',
    amount: 'Betrag',
    date: 'Datum',
    description: 'Beschreibung',
    record: 'Ausgabe erfassen',
    caption: (month: string) => `Ausgaben im ${month}, neueste zuerst`,
    none: (month: string) => `Im ${month} wurde noch nichts ausgegeben.`,
    more: 'Mehr laden',
    removeShort: 'Löschen',
    remove: (what: string) => `Ausgabe ${what} löschen`,
    removed: (what: string) => `Gelöscht: ${what}.`,
    recorded: (what: string) => `Erfasst: ${what}.`,
    action: 'Aktion',
    noCategory: 'Legen Sie zuerst eine Kategorie an.',
    gone: 'Gelöschte Kategorie',
  },
}

/** The texts of one language. */
export type ExpenseTexts = (typeof texts)['en']
