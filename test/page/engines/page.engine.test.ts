import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import type { Driver } from '../../browser/engines/driver.js'
import { engines } from '../../browser/engines/engines.js'
import { linesInPage } from '../harness/budget-table.js'
import { eventually } from '../harness/eventually.js'
import { exampleLines } from '../harness/scenario-lines.js'
import { startStaticSite } from '../harness/static-site.js'

const enter = '\uE007'
// These drivers begin to type at the end of what is there.
const eraseAll = '\uE003'.repeat(10)

const travelButton =
  '//button[starts-with(@aria-label, "Edit budget of Travel") or starts-with(normalize-space(), "Edit budget of Travel")]'
const travelField = '//input[@aria-label="Budget of Travel"]'
const enforce = '//label[normalize-space()="Enforce"]/input'
const previous = '//button[@aria-label="Previous month"]'

describe.each(engines)('the page in $name', (engine) => {
  let driver: Driver | undefined
  beforeAll(async () => {
    driver = await engine.launch()
  })
  afterAll(async () => driver?.quit())

  const lines = async () => driver!.execute(`return (${linesInPage.toString()})()`, [])
  const bodyText = async () => driver!.execute('return document.body.innerText', [])
  const isThere = async (path: string) =>
    driver!.execute(
      'return document.evaluate(arguments[0], document, null, XPathResult.BOOLEAN_TYPE, null).booleanValue',
      [path],
    )
  const open = async () => {
    // A port of its own makes it an origin of its own: nothing is stored there.
    const site = await startStaticSite(inject('pageFolders').production)
    onTestFinished(async () => site.close())
    await driver!.goTo(site.address)
    await eventually(lines).toEqual(exampleLines)
  }

  // Firefox types all of a text in one go, without a turn for the page: a user never presses Enter that early.
  const enterBudget = async (amount: string) => {
    await driver!.click(travelButton)
    await driver!.type(travelField, eraseAll + amount)
    await driver!.type(travelField, enter)
  }

  it('loads the example, with its warning, and switches months', async () => {
    await open()
    expect(await bodyText()).toContain('exceed the monthly limit of $5,000.00 by $3,000.00.')
    await driver!.click(previous)
    await eventually(lines).toMatchObject({ Total: { budget: '$5,000.00', spent: '$1,800.00' } })
  })

  it('saves a budget that is typed, and has it after a reload', async () => {
    await open()
    await enterBudget('2500')
    await eventually(lines).toMatchObject({ Travel: { budget: '$2,500.00' } })
    await driver!.execute('location.reload()', [])
    await eventually(async () => lines().catch(() => null)).toMatchObject({ Travel: { budget: '$2,500.00' } })
  })

  it('refuses a budget in Enforce, and keeps what was typed', async () => {
    await open()
    await driver!.click(enforce)
    await enterBudget('2500')
    await eventually(bodyText).toContain('Refused: $3,500.00 above the limit.')
    expect(await isThere(travelField)).toBe(true)
  })
})
