import { describe, expect, it } from 'vitest'
import { eventually } from './harness/eventually.js'
import { mouseOn } from './harness/hands.js'
import { panel, recordExpense } from './harness/page-steps.js'
import { usePage } from './harness/use-page.js'

const { open } = usePage()

describe('the pace of a month', () => {
  it('says what is safe to spend a day, where the month ends, and how far it is from an even pace', async () => {
    const page = await open()
    const pace = panel(page, 'Pace')
    // On the 18th of 28 days: 5,600 of 8,000 left for 11 days, and 2,400 spent where an even pace had spent 5,142.86.
    await eventually(async () => pace.innerText()).toMatch(/Safe to spend a day\s+\$509\.09/)
    const text = await pace.innerText()
    expect(text).toMatch(/Projected at the end of the month\s+\$3,733\.33/)
    expect(text).toContain('Expected so far: $5,142.86')
    expect(text).toContain('$2,742.86 behind an even pace')
    expect(text).toContain('Day 18 of 28')
  })

  it('follows the book', async () => {
    const page = await open()
    await recordExpense(page, mouseOn(page), {
      category: 'Travel',
      amount: '4500',
      date: '2026-02-18',
      description: 'A long trip',
    })
    // 6,900 spent: 1,100 left for 11 days, and 1,757.14 more than an even pace.
    const pace = panel(page, 'Pace')
    await eventually(async () => pace.innerText()).toContain('$1,757.14 ahead of an even pace')
    expect(await pace.innerText()).toMatch(/Safe to spend a day\s+\$100\.00/)
  })
})
