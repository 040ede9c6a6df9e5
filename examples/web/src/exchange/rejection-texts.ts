/**
 * Why a row cannot be imported, by the code that the library gives. For other codes, the page shows the library's own
 * text.
 */
export const rejectionTexts: Readonly<Record<'en' | 'de', Readonly<Record<string, string>>>> = {
  en: {
    missing_cell: 'It has no date or no amount.',
    cell_count: 'It has more cells than the header.',
    line_too_long: 'It is too long.',
    invalid_quotes: 'A quote is not closed.',
    invalid_date: 'It has no valid date.',
    invalid_amount: 'It has no valid amount.',
    too_many_decimals: 'The amount has too many decimals.',
    zero_amount: 'The amount is zero.',
    other_currency: 'It is in another currency.',
    transfer: 'It is a transfer.',
    income: 'It is income.',
    split: 'It is the whole of a split. Its parts are rows of their own.',
    not_a_withdrawal: 'It is not a withdrawal.',
  },
  de: {
    missing_cell: 'Datum oder Betrag fehlt.',
    cell_count: 'Sie hat mehr Zellen als die Kopfzeile.',
    line_too_long: 'Sie ist zu lang.',
    invalid_quotes: 'Ein Anführungszeichen ist nicht geschlossen.',
    invalid_date: 'Das Datum ist ungültig.',
    invalid_amount: 'Der Betrag ist ungültig.',
    too_many_decimals: 'Der Betrag hat zu viele Nachkommastellen.',
    zero_amount: 'Der Betrag ist null.',
    other_currency: 'Sie ist in einer anderen Währung.',
    transfer: 'Es ist eine Umbuchung.',
    income: 'Es ist eine Einnahme.',
    split: 'Es ist das Ganze einer Aufteilung. Die Teile sind eigene Zeilen.',
    not_a_withdrawal: 'Es ist keine Abbuchung.',
  },
}
