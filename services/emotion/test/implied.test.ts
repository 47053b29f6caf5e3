import { describe, expect, test } from 'vitest'
import { read } from '../src/read.ts'

const shown = (text: string) => {
  const { motifs, setting } = read(text).scene!
  return { concepts: motifs.map(({ concept }) => concept), presence: motifs.map(({ presence }) => presence), setting }
}

describe('a thing that is there without being named is shown', () => {
  test.each([
    ['My sister rang to say she had passed.', 'telephone'],
    ['He texted me at the end of his shift.', 'mobile_phone'],
    ['I lie awake and count.', 'bed'],
    ['We drove home without a word.', 'car'],
    ['She swept the yard before the guests came.', 'broom'],
    ['妈妈昨晚打来，问我吃了没有。', 'telephone'],
    ['他在群里发了一句晚安。', 'mobile_phone'],
    ['我躺着，听外面的声音。', 'bed'],
    ['奶奶每天五点起来扫地。', 'broom'],
    ['他坐在江边不说话。', 'river'],
  ])('%s: %s', (text, concept) => {
    expect(shown(text).concepts).toContain(concept)
  })
})

describe('not where it is denied, or meant otherwise', () => {
  test.each([
    ['He never rang me back.', 'telephone'],
    ['She didn’t even text me.', 'mobile_phone'],
    ['The noise drove me mad.', 'car'],
    ['The news swept over us.', 'broom'],
    ['She fills in the form and signs her name.', 'signpost'],
    ['他一直没打来。', 'telephone'],
    ['人群里都是陌生的脸。', 'mobile_phone'],
  ])('%s: no %s', (text, concept) => {
    expect(shown(text).concepts).not.toContain(concept)
  })
})

test('what is named comes first and is shown once', () => {
  expect(shown('The phone was on the table when my sister rang.').concepts).toEqual(['telephone', 'table'])
  expect(shown('The kettle was on when my sister rang.').concepts).toEqual(['kettle', 'telephone'])
})

test('what is denied by name is not brought back by what is implied', () => {
  const { concepts, presence } = shown('There was no bed, so I lay awake on the floor.')
  expect(presence[concepts.indexOf('bed')]).toBe('PRESENCE_ABSENT')
  expect(concepts.filter((concept) => concept === 'bed')).toHaveLength(1)
})

test('where nothing named says where it is, what is implied does', () => {
  expect(shown('We drove home without a word.').setting).toBe('SETTING_ROAD')
})
