/** A column: the text of its header, or its position from 0. */
export type Column = string | number

/**
 * How a file writes dates. One digit for a day or a month is fine where there are separators, `YY` is 2000 to 2099, and
 * `MMM` is `Jan` to `Dec` in any case: English only, three letters. A time after the date, such as `T00:00:00+01:00`, is
 * dropped: the day is the one that the file says.
 */
export type DateFormat =
  | 'YYYY-MM-DD'
  | 'YYYY/MM/DD'
  | 'YYYY.MM.DD'
  | 'YYYYMMDD'
  | 'DD/MM/YYYY'
  | 'DD-MM-YYYY'
  | 'DD.MM.YYYY'
  | 'MM/DD/YYYY'
  | 'MM-DD-YYYY'
  | 'MM.DD.YYYY'
  | 'DD/MM/YY'
  | 'DD-MM-YY'
  | 'DD.MM.YY'
  | 'MM/DD/YY'
  | 'MM-DD-YY'
  | 'MM.DD.YY'
  | 'DD MMM YYYY'
  | 'DD-MMM-YYYY'
  | 'DD MMM YY'
  | 'DD-MMM-YY'

/** A column with words that say whether money went out or came in, beside an amount without a sign. */
export interface DirectionColumn {
  /** The column. */
  readonly column: Column
  /** The words for money that went out, such as `D`, `Debit` or `Soll`. Case makes no difference. */
  readonly out: readonly string[]
  /** The words for money that came in. A row with any other word is rejected. */
  readonly in: readonly string[]
}

/**
 * The columns that every file may have. Once a file was imported, do not change `description` and `id`: the keys of
 * rows come from them, so rows that were imported would count as new again.
 */
export interface OptionalColumns {
  /** What the row was for. */
  readonly description?: Column | undefined
  /** The category, as the file names it. */
  readonly category?: Column | undefined
  /**
   * The file's own id of the row. It need not be unique. A running balance that never changes afterwards works too: it
   * tells equal rows apart.
   */
  readonly id?: Column | undefined
  /** The ISO 4217 code of the row. A plan rejects a row in another currency than that of the book. */
  readonly currency?: Column | undefined
}

/** Where a row has its date and its money. */
export type CsvColumns = OptionalColumns &
  (
    | {
        /** The day. */
        readonly date: Column
        /** The amount, with a sign unless there is a `direction`. */
        readonly amount: Column
        /** Says whether an amount without a sign went out or came in. */
        readonly direction?: DirectionColumn | undefined
      }
    | {
        /** The day. */
        readonly date: Column
        /** What went out: debits. */
        readonly outflow: Column
        /** What came in: credits. */
        readonly inflow: Column
      }
  )

/** A condition on the text of a cell, without the white space around it. */
export type CellTest =
  | {
      /** The column. */
      readonly column: Column
      /** The cell is one of these texts; `''` is an empty cell. */
      readonly is: readonly string[]
    }
  | {
      /** The column. */
      readonly column: Column
      /** The cell is not one of these texts. */
      readonly isNot: readonly string[]
    }
  | {
      /** The column. */
      readonly column: Column
      /** The cell begins with this text. */
      readonly startsWith: string
    }

/** Rows of a file that are not spending, such as transfers. They are rejected under a code of their own. */
export interface RejectRule {
  /** The code of the rejection, such as `transfer`. */
  readonly code: string
  /** All of these must hold. */
  readonly when: readonly CellTest[]
}

/** How a file writes amounts. */
export interface AmountFormat {
  /**
   * The decimal mark.
   * @defaultValue `'.'`
   */
  readonly decimal?: '.' | ',' | undefined
  /**
   * What stands between groups of digits: `1,250.00`, `1 250,00`, `1'250.00`, also the Indian `1,00,000.00`. A space is
   * any space, an apostrophe any apostrophe. Groups of another size are rejected: `1,5` is not 15.
   * @defaultValue `''`: no groups
   */
  readonly group?: '' | ',' | '.' | ' ' | "'" | undefined
  /**
   * Signs of currencies that may stand before or after an amount, such as `$` or `EUR`. They are dropped, and not
   * compared with the currency of the book: only a `currency` column keeps rows in other currencies out. An amount with
   * any other text is rejected.
   * @defaultValue none
   */
  readonly symbols?: readonly string[] | undefined
}

/**
 * What a CSV file looks like. It is plain data: keep it as JSON. Nothing is guessed; `sniffCsv` makes suggestions to
 * show to a person.
 */
export interface CsvFormat extends AmountFormat {
  /** Where each value stands. */
  readonly columns: CsvColumns
  /** How dates are written. */
  readonly dates: DateFormat
  /**
   * The sign of spending. For two columns, that of the amounts in `outflow`; those in `inflow` are above zero.
   * @defaultValue `'negative'` for one column, as banks write it; `'positive'` for two, and with a `direction`
   */
  readonly spending?: 'negative' | 'positive' | undefined
  /**
   * What stands between cells.
   * @defaultValue `','`
   */
  readonly delimiter?: ',' | ';' | '\t' | '|' | undefined
  /**
   * How many lines come before the header. A first line `sep=;` is one of them.
   * @defaultValue `0`
   */
  readonly skipLines?: number | undefined
  /**
   * Whether the first line names the columns.
   * @defaultValue `true`
   */
  readonly header?: boolean | undefined
  /**
   * Rows that are not spending. In a copy of a preset it replaces the rules of the preset: to keep them, write
   * `[...(csvFormats.ynabRegister.reject ?? []), mine]`.
   * @defaultValue none
   */
  readonly reject?: readonly RejectRule[] | undefined
}
