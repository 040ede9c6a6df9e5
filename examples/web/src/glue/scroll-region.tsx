import type { ReactNode } from 'react'

/** What is around a wide table, so that the table scrolls and the page does not. */
export function ScrollRegion({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys scroll what has the focus
    <div className="scroll" role="region" tabIndex={0} aria-label={label}>
      {children}
    </div>
  )
}
