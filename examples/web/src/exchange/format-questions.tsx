import type { DateFormat } from 'budgetbook/csv'
import { useTexts } from '../text/language.js'
import type { Answers, KnownFormat } from './csv-file.js'
import { SelectField } from './select-field.js'
import { texts } from './texts.js'

/** Asks what the file does not say: `03/04/2026` may be in March or in April. */
export function FormatQuestions({
  known: { questions, dates, spending = 'negative' },
  answers,
  onAnswer,
}: {
  readonly known: KnownFormat
  readonly answers: Partial<Answers>
  readonly onAnswer: (answers: Partial<Answers>) => void
}) {
  const text = useTexts(texts)
  const answer = (more: Partial<Answers>): void => onAnswer({ ...answers, ...more })
  const unanswered = { value: '', text: text.choose } as const
  return (
    <>
      {questions.includes('dates') && (
        <SelectField<DateFormat | ''>
          label={text.dates}
          value={answers.dates ?? ''}
          options={[unanswered, ...dates.map((value) => ({ value, text: value }))]}
          onChoose={(value) => value !== '' && answer({ dates: value })}
        />
      )}
      {questions.includes('decimal') && (
        <SelectField<'.' | ',' | ''>
          label={text.decimal}
          value={answers.decimal ?? ''}
          options={[unanswered, { value: '.', text: '1,250.00' }, { value: ',', text: '1.250,00' }]}
          onChoose={(value) => value !== '' && answer({ decimal: value, group: value === '.' ? ',' : '.' })}
        />
      )}
      {questions.includes('spending') && (
        <SelectField
          label={text.spending}
          value={spending}
          options={[
            { value: 'negative', text: text.spendings.negative },
            { value: 'positive', text: text.spendings.positive },
          ]}
          onChoose={(value) => answer({ spending: value })}
        />
      )}
    </>
  )
}
