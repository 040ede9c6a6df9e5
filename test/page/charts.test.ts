import { describe, expect, it } from 'vitest'
import { expectAccessible } from './harness/accessibility.js'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { panel, recordExpense } from './harness/page-steps.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

// Runs in the page, so it must not use anything from here.
function countColours(element: Element): number {
  const { width, height } = element as HTMLCanvasElement
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  copy.drawImage(element as HTMLCanvasElement, 0, 0)
  return new Set(new Uint32Array(copy.getImageData(0, 0, width, height).data.buffer)).size
}

describe('the charts', () => {
  it('have a name, and beside them a table of the same figures, exactly', async () => {
    const page = await open()
    const charts = panel(page, 'Charts')
    await eventually(async () => charts.locator('canvas').count()).toBe(2)
    for (const canvas of await charts.locator('canvas').all())
      expect(await canvas.getAttribute('aria-label')).toMatch(/\w/)
    const details = charts.locator('details')
    await eventually(async () => details.count()).toBe(2)
    for (const one of await details.all()) await one.locator('summary').click()
    const tables = charts.getByRole('table')
    // Seven hundred by the 14th, and 2,400 by the 17th; January and February beside each other.
    await eventually(async () => tables.nth(0).innerText()).toMatch(/Feb 14[^\n]*\$700\.00/)
    expect(await tables.nth(0).innerText()).toMatch(/Feb 17[^\n]*\$2,400\.00/)
    expect(await tables.nth(1).innerText()).toMatch(/January 2026[^\n]*\$1,800\.00/)
    expect(await tables.nth(1).innerText()).toMatch(/February 2026[^\n]*\$2,400\.00/)
    await expectAccessible(page)
  })

  it('follow the book', async () => {
    const page = await open()
    const charts = panel(page, 'Charts')
    await charts.getByText('Figures of each day').click()
    await recordExpense(page, mouseOn(page), {
      category: 'Travel',
      amount: '100',
      date: '2026-02-18',
      description: 'Taxi',
    })
    await eventually(async () => charts.getByRole('table').first().innerText()).toMatch(
      /Feb 18[^\n]*\$2,500\.00/,
    )
  })

  it('are drawn: their canvases are not empty, in either theme', async () => {
    const page = await open({ reducedMotion: 'reduce' })
    const canvases = panel(page, 'Charts').locator('canvas')
    await eventually(async () => canvases.count()).toBe(2)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const canvas of await canvases.all())
        await eventually(async () => canvas.evaluate(countColours)).toBeGreaterThan(10)
    }
  })
})
