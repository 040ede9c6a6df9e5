import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import type { OpenApiDocument } from '../harness/document.js'
import { testApi } from '../harness/test-api.js'
import { seed, seedHold } from '../harness/seed.js'
import { changeData, anything } from '../../../src/http/events/event-text.js'

it('the data of each change is what the document says of it', async () => {
  const api = testApi()
  const document = api.api.openApiDocument() as unknown as OpenApiDocument
  const fits = new Ajv2020({ strict: false }).compile(document.components.schemas['ChangeEvent'] ?? false)
  const heard: unknown[] = [JSON.parse(changeData(anything))]
  const book = await api.bookOf('ada')
  book.subscribe((event) => heard.push(JSON.parse(changeData(event))))
  const { category } = await seed(api, 'ada')
  await seedHold(api, category, 'ada')
  await book.months.close('2026-01')
  await book.groups.create({ name: 'Home' }, { operationId: 'a key' })
  await book.importBook(await book.exportBook())
  expect(heard.length).toBeGreaterThan(7)
  for (const data of heard) expect([data, fits(data)]).toEqual([data, true])
})
