import { useTexts } from '../text/language.js'

const texts = {
  en: { current: 'current', closed: 'closed' },
  de: { current: 'aktuell', closed: 'abgeschlossen' },
}

/** A month in the list, with what is special about it. */
export function MonthOption({
  month,
  name,
  current = false,
  closed = false,
}: {
  readonly month: string
  readonly name: string
  readonly current?: boolean
  readonly closed?: boolean
}) {
  const t = useTexts(texts)
  const marks = [current && t.current, closed && t.closed].filter((mark) => mark !== false)
  return <option value={month}>{marks.length === 0 ? name : `${name} (${marks.join(', ')})`}</option>
}
