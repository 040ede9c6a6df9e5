import { useSyncExternalStore } from 'react'
import { useTexts } from '../text/language.js'

const texts = {
  en: 'Offline. The book is kept in this browser, so everything goes on working.',
  de: 'Offline. Das Buch liegt in diesem Browser, deshalb geht alles weiter.',
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Says that the browser is offline. */
export function OnlineStatus() {
  const text = useTexts(texts)
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <p role="status" className="notice">
      {online ? '' : text}
    </p>
  )
}
