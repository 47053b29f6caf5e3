import { expect, test } from 'vitest'
import { concepts } from '../services/emotion/src/lexicon/concepts.ts'
import { chinesePeople, englishPeople } from '../services/emotion/src/lexicon/people.ts'
import { paintable, reasonNotPainted } from '../services/render/src/backends/painter/compose/vocabulary.ts'

// What emotion can say, render must be able to paint, or to say why not.

const relations = new Set([...englishPeople.values(), ...chinesePeople.values()].map(({ relation }) => relation))
const motifs = concepts()
  .map(({ key }) => key)
  .filter((key) => !relations.has(key))

test('every motif a sentence can hold paints, or is named among what cannot be painted', () => {
  expect(motifs.length).toBeGreaterThan(500)
  expect(motifs.filter((concept) => !paintable(concept) && !reasonNotPainted(concept))).toEqual([])
})

test('nine in ten of them paint', () => {
  expect(motifs.filter(paintable).length / motifs.length).toBeGreaterThan(0.9)
})

test('every concept has a name in both languages', () => {
  expect(concepts().filter(({ title }) => !title.en || !title.zh)).toEqual([])
})
