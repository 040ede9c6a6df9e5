/** What the carry-over panel says. */
export const texts = {
  en: {
    title: 'Carry-over',
    explain: 'What a category has left at the end of a month, or lacks, goes into the next one.',
    caption: (month: string) => `What comes into ${month}, and what goes out of it`,
    category: 'Category',
    carried: 'Carry over',
    carry: (name: string) => `Carry over ${name}`,
    comesIn: 'Comes in',
    available: 'Available',
    goesOut: 'Goes out',
    since: (month: string) => `since ${month}`,
    none: 'There is no category to carry over.',
  },
  de: {
    title: 'Übertrag',
    explain: 'Was einer Kategorie am Monatsende bleibt oder fehlt, geht in den nächsten Monat.',
    caption: (month: string) => `Was in den ${month} hineingeht und was hinaus`,
    category: 'Kategorie',
    carried: 'Übertragen',
    carry: (name: string) => `${name} übertragen`,
    comesIn: 'Kommt herein',
    available: 'Verfügbar',
    goesOut: 'Geht hinaus',
    since: (month: string) => `seit ${month}`,
    none: 'Es gibt keine Kategorie zum Übertragen.',
  },
}
