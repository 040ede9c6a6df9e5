// What the page remembers beside the book. Some browsers refuse it, and it may be full: then the page forgets, and works on.
const prefix = 'budgetbook-web:'
const unsaved = new Map<string, string>()

/** What was remembered under a name; `null` if nothing was. */
export function recall(name: string): string | null {
  try {
    return unsaved.get(name) ?? localStorage.getItem(prefix + name)
  } catch {
    return null
  }
}

/** Remembers a text under a name, in all tabs; if the browser refuses, until this page is closed. */
export function remember(name: string, text: string): void {
  try {
    localStorage.setItem(prefix + name, text)
    unsaved.delete(name)
  } catch {
    unsaved.set(name, text)
  }
}
