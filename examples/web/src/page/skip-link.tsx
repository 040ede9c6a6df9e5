import { useTexts } from '../text/language.js'

const texts = { en: 'Skip to the budgets', de: 'Zu den Budgets springen' }

/** Takes keyboard users past the head of the page. It leaves the address alone, which has the month. */
export function SkipLink() {
  return (
    <a
      className="skip-link"
      href="#content"
      onClick={(event) => {
        event.preventDefault()
        document.querySelector<HTMLElement>('#content')?.focus()
      }}
    >
      {useTexts(texts)}
    </a>
  )
}
