/** What a column of a file can be. */
export type ColumnRole =
  'date' | 'amount' | 'outflow' | 'inflow' | 'description' | 'category' | 'id' | 'currency' | 'direction'

// Words of headers, folded, in English, German, French, Spanish, Dutch, Italian and Portuguese. Where a file has two of
// one role, the first in this list is taken: the day of the booking before that of the value.
const words: Readonly<Record<ColumnRole, string>> = {
  date: `date|transaction date|booking date|posting date|posted date|post date|completed date|started date|value date
    |datum|buchungstag|buchungsdatum|valutadatum|wertstellung|valuta|date operation|date de l operation|date comptable
    |date de comptabilisation|date valeur|fecha|fecha operacion|fecha de operacion|fecha contable|fecha valor|boekdatum
    |transactiedatum|rentedatum|data|data operazione|data contabile|data valuta|data mov|data movimento
    |data do movimento|data lancamento|data de lancamento|data valor`,
  amount: `amount|transaction amount|sum|betrag|umsatz|montant|importe|cantidad|bedrag|importo|valor|montante|quantia`,
  outflow: `outflow|debit|debit amount|debits|paid out|money out|withdrawal|withdrawals|withdrawal amount|spent|soll
    |belastung|lastschrift|ausgang|ausgabe|ausgaben|debit montant|depense|depenses|cargo|cargos|debe|gasto|gastos|af|uit
    |uitgaven|dare|addebito|addebiti|uscite|debito|debitos|saida|saidas`,
  inflow: `inflow|credit|credit amount|credits|paid in|money in|deposit|deposits|deposit amount|received|haben|gutschrift
    |eingang|einnahme|einnahmen|credit montant|recette|recettes|abono|abonos|haber|ingreso|ingresos|bij|inkomsten|avere
    |accredito|accrediti|entrate|credito|creditos|entrada|entradas`,
  description: `description|payee|merchant|transaction description|name|details|narrative|memo|text
    |begunstigter zahlungspflichtiger|auftraggeber empfanger|zahlungsempfanger|empfanger|verwendungszweck|beschreibung
    |buchungstext|libelle|libelle operation|intitule|concepto|descripcion|naam omschrijving|omschrijving|mededelingen
    |descrizione|descrizione operazione|causale|descricao|historico|notes|note`,
  category: 'category|budget category|kategorie|categorie|categoria',
  id: 'id|transaction id|fitid|transaktions id|transaktionsnummer|id transaction|id transaccion|id transazione',
  currency:
    'currency|currency code|wahrung|waehrung|devise|monnaie|moneda|divisa|valuta|munt|muntsoort|moeda',
  direction: `direction|debit credit|credit debit|credit debit indicator|dc|cd|d c|c d|dr cr|cr dr|soll haben|s h
    |soll haben kennzeichen|sens|debe haber|af bij|dare avere|debito credito|type|transaction type|indicator`,
}

// The words of columns that say the direction: first those for money that went out, then those for money that came in.
const directions: readonly (readonly [out: readonly string[], into: readonly string[]])[] = [
  [
    ['d', 'dr', 'debit', 'dbit'],
    ['c', 'cr', 'credit', 'crdt'],
  ],
  [
    ['s', 'soll'],
    ['h', 'haben'],
  ],
  [['af'], ['bij']],
  [
    ['d', 'debe', 'cargo'],
    ['h', 'haber', 'abono'],
  ],
  [['dare'], ['avere']],
  [
    ['d', 'debito'],
    ['c', 'credito'],
  ],
  [['out'], ['in']],
]

/** The position of the best column for a role among the headers of a file, or -1. */
export function findHeader(
  role: ColumnRole,
  headers: readonly string[],
  fits: (at: number) => boolean,
): number {
  const folded = headers.map(foldHeader)
  for (const word of words[role].split('|').map((one) => one.trim())) {
    const at = folded.findIndex((header, position) => header === word && fits(position))
    if (at !== -1) return at
  }
  return -1
}

/** How many of the columns that a file can have are named by these cells. */
export function countKnownHeaders(cells: readonly string[]): number {
  return Object.keys(words).filter((role) => findHeader(role as ColumnRole, cells, () => true) !== -1).length
}

/** The words for both directions, if all cells of a column are such words. */
export function findDirection(cells: readonly string[]): { out: string[]; in: string[] } | undefined {
  const seen = new Map(cells.map((cell) => [fold(cell), cell.trim()]))
  const found = directions.find(([out, into]) =>
    [...seen.keys()].every((cell) => out.includes(cell) || into.includes(cell)),
  )
  if (found === undefined || seen.size === 0) return undefined
  const [out, into] = found.map((list) =>
    [...seen].filter(([cell]) => list.includes(cell)).map(([, cell]) => cell),
  )
  return { out: out ?? [], in: into ?? [] }
}

// A currency after the word says nothing about the role: `Bedrag (EUR)`, `Umsatz in EUR`.
function foldHeader(header: string): string {
  return fold(header).replace(/(?: in)? (?:eur|euro|euros|usd|gbp|chf|cad|aud|brl)$/, '')
}

function fold(text: string): string {
  return text
    .slice(0, 100)
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
}
