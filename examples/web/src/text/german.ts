import { factOf, type ProblemTexts } from './facts.js'

/** What can go wrong, in German. */
export const german: ProblemTexts = {
  monthly_limit_exceeded: ({ params }, money) =>
    params['largestAccepted']
      ? `Abgelehnt: ${money('overage')} über dem Limit. Höchstens ${money('largestAccepted')} passen noch.`
      : `Abgelehnt: ${money('overage')} über dem Limit.`,
  invalid_amount: () => 'Geben Sie einen Betrag ein, zum Beispiel 12.50.',
  too_many_decimals: ({ params }) => `Höchstens ${factOf(params, 'scale')} Nachkommastellen.`,
  too_many_digits: () => 'Der Betrag ist zu groß.',
  negative_amount: () => 'Der Betrag darf nicht negativ sein.',
  zero_amount: () => 'Der Betrag darf nicht null sein.',
  required: () => 'Füllen Sie dieses Feld aus.',
  too_short: () => 'Füllen Sie dieses Feld aus.',
  too_long: () => 'Dieser Text ist zu lang.',
  unsupported_text: () => 'Dieser Text hat Zeichen, die nicht gespeichert werden können.',
  invalid_date: () => 'Diesen Tag gibt es nicht.',
  invalid_month: () => 'Diesen Monat gibt es nicht.',
  duplicate_category: () => 'Es gibt schon eine Kategorie mit diesem Namen.',
  duplicate_group: () => 'Es gibt schon eine Gruppe mit diesem Namen.',
  category_archived: () => 'Die Kategorie ist archiviert.',
  category_in_use: () => 'Die Kategorie hat Budgets oder Ausgaben und kann nicht entfernt werden.',
  currency_locked: () => 'Das Buch enthält schon Beträge. Deshalb bleibt seine Währung.',
  not_found: () => 'Das gibt es nicht mehr. Vielleicht hat es ein anderer Tab entfernt.',
  month_closed: () => 'Der Monat ist abgeschlossen.',
  hold_expired: () => 'Die Reservierung ist abgelaufen.',
  undo_conflict: () => 'Rückgängig geht nicht mehr: Etwas davon wurde seither geändert.',
  quota_exceeded: () =>
    'Der Speicher des Browsers ist voll. Nichts wurde geändert. Schaffen Sie Platz, dann noch einmal.',
  storage_unavailable: () => 'Der Speicher des Browsers ist nicht erreichbar. Laden Sie die Seite neu.',
  storage_corrupt: () => 'Die gespeicherten Daten sind beschädigt. Sie wurden nicht verändert.',
  outcome_unknown: () => 'Vielleicht wurde das gespeichert. Sehen Sie nach, bevor Sie es wiederholen.',
  conflict: () => 'Ein anderer Tab hat das Buch geändert. Versuchen Sie es noch einmal.',
}
