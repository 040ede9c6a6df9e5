import { useTexts } from '../text/language.js'
import './states.css'

const texts = { en: 'Loading…', de: 'Wird geladen …' }

/** Something is being read. */
export function LoadingState() {
  return (
    <p className="loading" role="status">
      {useTexts(texts)}
    </p>
  )
}
