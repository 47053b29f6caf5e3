import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { stageFor } from '../../src/backends/painter/compose.ts'
import { indoorOnly } from '../../src/backends/painter/compose/brief.ts'
import { drawings } from '../../src/backends/painter/compose/motifs/all.ts'
import { paintable, reasonNotPainted, wordFor } from '../../src/backends/painter/compose/vocabulary.ts'
import { entries } from '../../src/backends/painter/compose/words.ts'
import { jobOf, present } from './support.ts'

const require = createRequire(import.meta.url)
const labels = (require('emojibase-data/en/data.json') as { label: string }[]).map(({ label }) =>
  label.toLowerCase().replaceAll(/[\s:,]+/g, '_'),
)

test('every word with a chosen drawing has that drawing', () => {
  const missing = [...entries.values()].filter(
    ({ drawing, kind }) => kind !== 'scene' && !drawing.startsWith('emoji:') && drawings[drawing] === undefined,
  )
  expect(missing).toEqual([])
})

test('every word paints, or it is said in one line why it does not', () => {
  const unnamed = [...entries.keys(), ...labels].filter(
    (word) => !paintable(word) && (reasonNotPainted(word) ?? '').startsWith('This house has no drawing'),
  )
  expect(unnamed).toEqual([])
  expect(reasonNotPainted('bird')).toBeUndefined()
})

test('words draw something on the sheet', { timeout: 30_000 }, () => {
  const words = [
    ...new Map([...entries].map(([word, { drawing }]) => [drawing, word])).values(),
    'penguin',
    'strawberry',
    'violin',
    'jellyfish',
  ].filter((word) => wordFor(word)!.kind !== 'scene')
  // Five share a garden, which takes longer to lay out than they do to draw.
  // What belongs indoors is seen in one only where there is nothing else to see.
  const [inside, outside] = [true, false].map((isInside) =>
    words.filter((word) => indoorOnly.has(wordFor(word)!.drawing) === isInside),
  ) as [string[], string[]]
  const shared = Array.from({ length: Math.ceil(outside.length / 5) }, (_, i) => outside.slice(5 * i, 5 * i + 5))
  const gardens = [...shared, ...inside.map((word) => [word])]
  const blank = gardens.flatMap((shown) => {
    const stage = stageFor(jobOf({ setting: 'SETTING_GARDEN', motifs: shown.map((word) => present(word)) }))
    return shown.filter((word) => {
      const prop = stage.props.find(({ name }) => name === word)
      if (!prop) return true
      const { rgba: before } = stage.sheet.finish()
      prop.draw()
      const { rgba: after } = stage.sheet.finish()
      return Buffer.from(after).equals(Buffer.from(before))
    })
  })
  expect(words.length).toBeGreaterThan(250)
  expect(blank).toEqual([])
})

describe('never painted', () => {
  test.each([
    ['gun', /weapon/],
    ['knife', /weapon/],
    ['bomb', /weapon/],
    ['pill', /Medicine/],
    ['syringe', /Medicine/],
    ['grinning_face', /face/],
    ['crying_face', /face/],
    ['dog_face', /face/],
    ['tooth', /part of a body/],
    ['foot', /body/],
    ['waving_hand', /body/],
    ['coffin', /Death/],
    ['spider', /fear/],
    ['no_entry', /sign|Sign/],
    ['chequered_flag', /flag|sign/i],
    ['hope', /idea/],
  ])('%s', (word, reason) => {
    expect(paintable(word)).toBe(false)
    expect(reasonNotPainted(word)).toMatch(reason)
    expect(stageFor(jobOf({ motifs: [present(word)] })).props.filter(({ asked }) => asked)).toEqual([])
  })

  test('an unknown word paints nothing and throws nothing', () => {
    for (const word of ['', '__proto__', 'constructor', 'zxqj', '鸟', 'a'.repeat(500)])
      expect(stageFor(jobOf({ motifs: [present(word)] })).props.filter(({ asked }) => asked)).toEqual([])
  })
})

test.each(['mother', 'baby', 'doctor', 'family', 'old_woman', 'woman_running'])(
  'people are figures, never drawings with faces: %s',
  (word) => {
    const { props } = stageFor(jobOf({ motifs: [present(word)] }))
    expect(props.some(({ name }) => name === 'person')).toBe(true)
  },
)

test('an empty thing is that thing', () => {
  expect(wordFor('empty_cup')?.drawing).toBe('cup')
})

test.each(['subway', 'metro', 'light_rail', 'tram', 'bullet_train', 'high-speed_train'])(
  'what runs on current is no steam train: %s',
  (word) => {
    expect(wordFor(word)?.drawing).toBe('electric_train')
    expect(wordFor('train')?.drawing).toBe('train')
  },
)
