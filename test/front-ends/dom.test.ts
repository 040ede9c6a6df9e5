import { expect, it, vi } from 'vitest'
import { showRemaining } from '../../examples/front-ends/dom.js'
import { openCounted } from './book-of-one-month.js'

/** An element of a page, as far as the recipe uses it. */
class FakeElement {
  textContent: string | null = null
  readonly attributes = new Map<string, string>()

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value)
  }
}

const newElement = () => new FakeElement() as FakeElement & HTMLElement

it('an element is busy until the month is there, and follows it until it ends', async () => {
  const { book, spendOn } = await openCounted()
  const element = newElement()
  const stop = showRemaining(element, book, '2026-02')
  expect(element.textContent).toBe('…')
  expect(element.attributes.get('aria-busy')).toBe('true')
  await vi.waitUntil(() => element.textContent === '0.00')
  expect(element.attributes.get('aria-busy')).toBe('false')
  await spendOn('2026-02-14')
  await vi.waitUntil(() => element.textContent === '-5.00')
  stop()
  await spendOn('2026-02-15')
  await book.utilization('2026-02')
  expect(element.textContent).toBe('-5.00')
})

it('an element says that the book cannot be read', async () => {
  const { book } = await openCounted()
  await book.close()
  const element = newElement()
  showRemaining(element, book, '2026-02')
  await vi.waitUntil(() => element.textContent === 'The book cannot be read.')
  expect(element.attributes.get('aria-busy')).toBe('false')
})
