import { Component, type ReactNode } from 'react'
import { useTexts } from '../text/language.js'
import './states.css'

const texts = {
  en: { broken: 'This part of the page does not work.', reload: 'Reload the page' },
  de: { broken: 'Dieser Teil der Seite funktioniert nicht.', reload: 'Seite neu laden' },
}

function Broken({ error }: { readonly error: unknown }) {
  const { broken, reload } = useTexts(texts)
  return (
    <div className="failed" role="alert">
      <p>
        <strong>{broken}</strong> {error instanceof Error ? error.message : String(error)}
      </p>
      <button type="button" onClick={() => location.reload()}>
        {reload}
      </button>
    </div>
  )
}

/** Keeps a fault in one panel, or a file that did not arrive, from taking the rest of the page with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} />
  }
}
