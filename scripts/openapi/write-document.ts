// Writes the OpenAPI document to reports/openapi.json, for a linter or a client generator.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createBudgetApi } from 'budgetbook/http'

const never = async (): Promise<never> => Promise.reject(new Error('Nobody asks'))
const { openApiDocument } = createBudgetApi({ authenticate: never, openBook: never })
mkdirSync('reports', { recursive: true })
writeFileSync('reports/openapi.json', `${JSON.stringify(openApiDocument(), null, 2)}\n`)
