import { useBudgetBook } from 'budgetbook/react'
import { useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { FieldMessages } from '../glue/field-messages.js'
import { useAction } from '../glue/use-action.js'
import { useTexts } from '../text/language.js'
import { download } from './download.js'
import { exportBook, exportExpenses, exportReport, type ExportedFile } from './exports.js'
import { texts } from './texts.js'

/** Saves the expenses and the report of the month, or the whole book. */
export function ExportButtons({ month }: { readonly month: string }) {
  const text = useTexts(texts)
  const book = useBudgetBook()
  const { run, pending, messages } = useAction('XXX')
  const [name, setName] = useState('')
  const save = (write: () => Promise<ExportedFile>): void => {
    if (pending) return
    void run(async () => {
      const file = await write()
      download(file.name, file.type, file.text)
      setName(file.name)
    })
  }
  return (
    <div className="exchange">
      <div className="actions">
        <button type="button" onClick={() => save(async () => exportExpenses(book, month))}>
          {text.exportExpenses}
        </button>
        <button type="button" onClick={() => save(async () => exportReport(book, month))}>
          {text.exportReport}
        </button>
        <button type="button" onClick={() => save(async () => exportBook(book))}>
          {text.exportBook}
        </button>
      </div>
      <FieldMessages id="export-messages" of={allMessages(messages)} />
      <p className="notice" role="status">
        {name !== '' && text.exported(name)}
      </p>
    </div>
  )
}
