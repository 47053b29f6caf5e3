import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Concern } from '../src/components/Entry.tsx'

test('the card beneath a sentence has numbers to press, and the way to all other help', () => {
  const contacts = [{ name: 'Ward 3', detail: 'Call 116 123, or ring the bell' }]
  const card = { title: 'Somebody is here', text: 'You need not be alone.', contacts }
  const html = renderToStaticMarkup(createElement(Concern, { card, onAway: () => undefined }))
  expect(html).toContain('<dd lang="en">Call <a href="tel:116123">116 123</a>, or ring the bell</dd>')
  expect(html).toContain('href="#/help"')
})
