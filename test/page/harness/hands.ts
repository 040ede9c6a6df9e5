import type { Locator, Page } from 'playwright-core'

/** One way to use a page. */
export interface Hand {
  /** Presses a button. */
  readonly press: (target: Locator) => Promise<void>
  /** Replaces the text of a field. */
  readonly write: (target: Locator, text: string) => Promise<void>
  /** Chooses the option of a list whose label begins so. */
  readonly choose: (target: Locator, label: string) => Promise<void>
  /** Selects one radio of a group, or turns a switch. */
  readonly check: (target: Locator) => Promise<void>
  /** Sends off what was written. */
  readonly confirm: (button: Locator) => Promise<void>
}

const labelsOf = async (target: Locator): Promise<string[]> =>
  target.evaluate((element) => [...(element as HTMLSelectElement).options].map(({ label }) => label))

/** With the mouse; letters still come from the keyboard. */
export function mouseOn(page: Page): Hand {
  return {
    press: async (target) => target.click(),
    write: async (target, text) => {
      // The last click of three selects all of the text; a date has no text to select.
      await target.click({ clickCount: 3 })
      if ((await target.getAttribute('type')) === 'date') await target.fill(text)
      else if (text === '') await page.keyboard.press('Delete')
      else await page.keyboard.type(text)
    },
    // The list that opens belongs to the system, out of reach of the mouse of a test.
    choose: async (target, label) => {
      const labels = await labelsOf(target)
      await target.selectOption({ label: labels.find((one) => one.startsWith(label)) ?? label })
    },
    check: async (target) => target.click(),
    confirm: async (button) => button.click(),
  }
}

/** With the keyboard alone: Tab to where it is, then keys. */
export function keyboardOn(page: Page): Hand {
  const { keyboard } = page
  const isFocused = async (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor()
    for (let tabs = 0; !(await isFocused(target)); tabs++) {
      if (tabs > 400) throw new Error(`Tab does not reach ${String(target)}`)
      await keyboard.press('Tab')
    }
  }
  // A date is typed by its parts, in the order of the browser's language: 02142026.
  const writeDate = async (date: string): Promise<void> => {
    const [year = '', month = '', day = ''] = date.split('-')
    await keyboard.type(month + day + year)
  }
  return {
    press: async (target) => {
      await reach(target)
      await keyboard.press('Enter')
    },
    write: async (target, text) => {
      await reach(target)
      if ((await target.getAttribute('type')) === 'date') return writeDate(text)
      await keyboard.press('ControlOrMeta+A')
      if (text === '') await keyboard.press('Delete')
      else await keyboard.type(text)
    },
    choose: async (target, label) => {
      await reach(target)
      await keyboard.press('Home')
      const at = (await labelsOf(target)).findIndex((one) => one.startsWith(label))
      if (at === -1) throw new Error(`The list has no option ${label}`)
      for (let step = 0; step < at; step++) await keyboard.press('ArrowDown')
    },
    check: async (target) => {
      const group = await target.getAttribute('name')
      if (group === null || (await target.getAttribute('type')) !== 'radio') {
        await reach(target)
        return keyboard.press('Space')
      }
      // Tab reaches the group at the radio that is checked; arrows check another one.
      await reach(page.locator(`input[type=radio][name="${group}"]:checked`))
      while (!(await target.isChecked())) await keyboard.press('ArrowDown')
    },
    confirm: async () => keyboard.press('Enter'),
  }
}
