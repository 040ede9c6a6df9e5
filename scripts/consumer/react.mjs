// Renders the hooks of the installed package on the server, with each supported React. check-package.mjs copies this
// file into an empty project, and passes the version of React.
import assert from 'node:assert/strict'
import process from 'node:process'
import { createElement, StrictMode, version } from 'react'
import { renderToString } from 'react-dom/server'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { BudgetBookProvider, useCategories, useMonths, useObserved, useUtilization } from 'budgetbook/react'

const [expectedVersion = ''] = process.argv.slice(3)
assert.equal(version.split('.')[0], expectedVersion)

function Page() {
  const results = [
    useUtilization('2026-02'),
    useMonths(),
    useCategories(),
    useObserved(async (of) => of.settings.get(), []),
  ]
  return createElement('p', null, results.map(({ state }) => state).join(' '))
}

const book = await openBudgetBook({ storage: createMemoryAdapter() })
const page = createElement(StrictMode, null, createElement(BudgetBookProvider, { book }, createElement(Page)))
assert.equal(renderToString(page), '<p>loading loading loading loading</p>')
assert.throws(() => renderToString(createElement(Page)), /BudgetBookProvider/)

console.log(`rendered with React ${version}`)
