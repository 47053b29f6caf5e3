import { expect, test } from 'vitest'
import { siteFrom } from '../src/help/site.ts'

const card = { title: 'Somebody is here', text: 'Ring.', contacts: [{ name: 'Ward', detail: '116 123' }] }

test('what the house says of itself is read, and what is missing is as usual', () => {
  expect(siteFrom({ help: { en: card, zh: card }, kiosk: true, idleMinutes: 3, more: 1 })).toEqual({
    help: { en: card, zh: card },
    kiosk: true,
    idleMinutes: 3,
  })
  expect(siteFrom({ help: { en: card, zh: card } })).toMatchObject({ kiosk: false, idleMinutes: 10 })
})

test.each([undefined, null, 'no', {}, { help: { en: card } }, { help: { en: card, zh: { title: 'x' } } }])(
  '%j is no site',
  (body) => {
    expect(siteFrom(body)).toBeUndefined()
  },
)
