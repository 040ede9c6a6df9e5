import { useTexts } from '../text/language.js'
import { CsvImport } from './csv-import.js'
import './exchange.css'
import { ExportButtons } from './export-buttons.js'
import { texts } from './texts.js'

/** Files in and out. */
export function ExchangePanel({ month }: { readonly month: string }) {
  const { title } = useTexts(texts)
  return (
    <section className="panel" aria-labelledby="exchange-title">
      <h2 id="exchange-title">{title}</h2>
      <CsvImport />
      <ExportButtons month={month} />
    </section>
  )
}
