import type { Engine } from './driver.js'
import { firefox } from './firefox.js'
import { webkit } from './webkit.js'

/** The engines beside Chromium; each test is made with all of them. */
export const engines: readonly Engine[] = [firefox, webkit]
