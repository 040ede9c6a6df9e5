/**
 * What the tests ask of a browser: commands of WebDriver, which act on one tab at a time. One is sent when the one
 * before was answered.
 */
export interface Driver {
  /** Opens an empty tab, in the background; gives its handle. */
  readonly openTab: () => Promise<string>
  /** The handle of the tab that it has turned to: at first, the one that it starts with. */
  readonly currentTab: () => Promise<string>
  /** Turns to a tab; all other commands act on that one. */
  readonly switchTo: (handle: string) => Promise<void>
  /** Loads a page, and waits until it is loaded. */
  readonly goTo: (url: string) => Promise<void>
  /** Runs the body of a function in the page; gives what it returns. */
  readonly execute: (body: string, args: readonly string[]) => Promise<unknown>
  /** Clicks on the element that an XPath finds, where a mouse would. */
  readonly click: (path: string) => Promise<void>
  /** Types into the element that an XPath finds, as a keyboard would. */
  readonly type: (path: string, keys: string) => Promise<void>
  /** The operating system's id of the process that the page runs in. */
  readonly processOfPage: () => Promise<number>
  /** Closes the tab. */
  readonly closeTab: () => Promise<void>
  /** Ends the browser, and all that was started for it. */
  readonly quit: () => Promise<void>
}

/** A browser that these tests know how to drive. */
export interface Engine {
  readonly name: string
  /** Starts the browser, with nothing stored. */
  readonly launch: () => Promise<Driver>
}

/** The name under which WebDriver answers with an element. */
export const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
