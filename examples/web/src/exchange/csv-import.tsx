import { messagesByField } from 'budgetbook'
import { useObserved } from 'budgetbook/react'
import { useMemo, useRef, useState } from 'react'
import { allMessages } from '../glue/all-messages.js'
import { useAction } from '../glue/use-action.js'
import { useSteady } from '../glue/use-steady.js'
import { LoadingState } from '../states/loading-state.js'
import { useLanguage, useTexts } from '../text/language.js'
import { problemText } from '../text/problems.js'
import { useFormat } from '../text/use-format.js'
import type { CsvFile } from './csv-file.js'
import { FileFields } from './file-fields.js'
import { planFile } from './plan-file.js'
import { PlanView } from './plan-view.js'
import { fileReader } from './read-file.js'
import { texts } from './texts.js'

const noFile: CsvFile = { text: null, choice: 'automatic', answers: {}, categoryId: '' }

/** Imports a file: first the plan, then the user decides. */
export function CsvImport() {
  const words = useTexts(texts)
  const [file, setFile] = useState(noFile)
  const { language } = useLanguage()
  const format = useFormat()
  const { run, messages } = useAction('XXX')
  const { text, choice, answers, categoryId } = file
  const reader = useMemo(
    () => (text === null ? null : fileReader(text, { choice, answers })),
    [text, choice, answers],
  )
  // The plan is a read like any other: when the book changes, it is made again.
  const read = useObserved(
    async (book, signal) => (reader === null ? null : planFile(book, await reader(), categoryId, signal)),
    [reader, categoryId],
  )
  const planned = useSteady(read) ?? undefined
  const latest = useRef<File>(undefined)
  const open = (chosen: File | undefined): void => {
    latest.current = chosen
    void run(async () => {
      setFile((before) => ({ ...before, text: null, answers: {} }))
      if (!chosen) return
      const { decodeCsv } = await import('budgetbook/csv')
      const content = decodeCsv(new Uint8Array(await chosen.arrayBuffer()))
      // Another file may have been chosen meanwhile.
      if (latest.current === chosen) setFile((before) => ({ ...before, text: content }))
    })
  }
  const failures =
    read.state === 'failed'
      ? allMessages(messagesByField(read.error, (problem) => problemText(problem, language, 'XXX', format)))
      : allMessages(messages)
  const problem = planned?.known.problem
  return (
    <div className="exchange">
      <FileFields
        file={file}
        known={planned?.known}
        messages={failures.length > 0 ? [words.unreadable, ...failures] : []}
        onFile={open}
        onChange={setFile}
      />
      {!planned && text !== null && read.state === 'loading' && <LoadingState />}
      {problem && <p className="notice">{words[problem]}</p>}
      {planned?.plan && (
        <PlanView
          plan={planned.plan}
          refused={planned.refused}
          isReady={read.state === 'ready' && !read.refreshing}
        />
      )}
    </div>
  )
}
