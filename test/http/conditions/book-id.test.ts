import { expect, it } from 'vitest'
import { emptyApp } from '../../../src/http/app.js'
import { bookIdOf } from '../../../src/http/access.js'

it('a route that did not look for the caller has no book: books without an id would share what is kept by id', async () => {
  const app = emptyApp()
  app.get('/forgotten', (context) => context.text(bookIdOf(context)))
  app.onError((error, context) => context.text(error.message, 500))
  const answer = await app.request('/forgotten')
  expect([answer.status, await answer.text()]).toEqual([500, 'The route has no book: it needs requireBook'])
})
