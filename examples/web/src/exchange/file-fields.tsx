import { useCategories } from 'budgetbook/react'
import { useId } from 'react'
import { FieldMessages } from '../glue/field-messages.js'
import { useTexts } from '../text/language.js'
import { presets, type CsvFile, type FormatChoice, type KnownFormat } from './csv-file.js'
import { FormatQuestions } from './format-questions.js'
import { SelectField } from './select-field.js'
import { texts } from './texts.js'

/** The file, and what to know about it. */
export function FileFields({
  file,
  known,
  messages,
  onFile,
  onChange,
}: {
  readonly file: CsvFile
  readonly known: KnownFormat | undefined
  readonly messages: readonly string[]
  readonly onFile: (file: File | undefined) => void
  readonly onChange: (file: CsvFile) => void
}) {
  const text = useTexts(texts)
  const id = useId()
  const { value: categories = [] } = useCategories()
  return (
    <div className="fields">
      <div className="field file-field">
        <label htmlFor={id}>{text.file}</label>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          aria-invalid={messages.length > 0}
          aria-describedby={`${id}-messages`}
          onChange={(event) => onFile(event.currentTarget.files?.[0])}
        />
        <FieldMessages id={`${id}-messages`} of={messages} />
      </div>
      <SelectField<FormatChoice>
        label={text.format}
        value={file.choice}
        options={[
          { value: 'automatic', text: text.automatic },
          ...presets.map((value) => ({ value, text: text.formats[value] })),
        ]}
        onChoose={(choice) => onChange({ ...file, choice })}
      />
      <SelectField
        label={text.category}
        value={file.categoryId}
        options={[
          { value: '', text: text.asInFile },
          ...categories.map(({ id: value, name }) => ({ value, text: name })),
        ]}
        onChoose={(categoryId) => onChange({ ...file, categoryId })}
      />
      {known && (
        <FormatQuestions
          known={known}
          answers={file.answers}
          onAnswer={(answers) => onChange({ ...file, answers })}
        />
      )}
    </div>
  )
}
