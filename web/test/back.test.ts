import { describe, expect, test } from 'vitest'
import { gatewayAt } from '../src/api.ts'
import { itemsOf } from '../src/back/booklet.ts'
import { dwellMs, framesOf, leastMs } from '../src/back/film.ts'
import { leaning, lightOf, lightOfSitting, lineThrough } from '../src/back/light.ts'
import { pairsOf } from '../src/back/pairs.ts'
import { canBeShared, firstWordsOf, hungOf, newest, platesOf, putAwayOf, viewOf, wallOf } from '../src/back/plates.ts'
import type { KeptSentence } from '../src/wire.ts'
import { fakeGateway } from './support.ts'

const look = { style: '', brightness: 0.5, warmth: -0.5, energy: 0, blur: 0, abstraction: 0 }

function picture(id: string, alt = 'One possible picture, painted by the computer: one bird; in soft colours.') {
  return { id, url: `/v1/pictures/${id}`, width: 1024, height: 640, alt }
}

/** A sentence as the house keeps it, with a picture of the same name. */
function kept(id: string, change: Record<string, unknown> = {}): KeptSentence {
  return {
    id,
    kind: 'write',
    text: `Words of ${id}.`,
    private: false,
    look,
    pictures: [picture(`p-${id}`)],
    done: true,
    ...change,
  }
}

const secret = kept('secret', { private: true, pictures: [] })

describe('what hangs together', () => {
  const sitting = [
    kept('a'),
    kept('b'),
    kept('far', { kind: 'again', of: 'a', text: undefined, view: { viewpoint: 'far', without: [0] } }),
    kept('better', { kind: 'revise', of: 'a', text: 'Better words.' }),
    kept('later', { kind: 'again', of: 'better', text: undefined, view: { moment: 'later' } }),
    kept('of far', { kind: 'again', of: 'far', text: undefined }),
  ]

  test('pictures painted again and later wordings hang with the sentence they are of, in the order of the writing', () => {
    const plates = platesOf(sitting)
    expect(plates.map(({ id, number }) => [id, number])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    expect(plates[0]!.versions.map(({ text, views }) => [text, views.map(({ id }) => id)])).toEqual([
      ['Words of a.', ['a', 'far', 'of far']],
      ['Better words.', ['better', 'later']],
    ])
    expect(newest(plates[0]!).views[1]).toMatchObject({ moment: 'later' })
    expect(plates[0]!.versions[0]!.views[1]).toMatchObject({ viewpoint: 'far', isWithout: true })
  })

  test('a wording whose first was deleted stands for itself; a picture whose sentence was deleted hangs nowhere', () => {
    const plates = platesOf(sitting.filter(({ id }) => id !== 'a'))
    expect(plates.map(({ id }) => id)).toEqual(['b', 'better'])
    expect(plates.flatMap(({ versions }) => versions).flatMap(({ views }) => views.map(({ id }) => id))).toEqual([
      'b',
      'better',
      'later',
    ])
  })
})

describe('what was put away', () => {
  test('a picture that was hidden or was not right stays away until it is chosen again', () => {
    const away = putAwayOf([
      { picture: 'hidden', hidden: true },
      { picture: 'wrong', rejected: 'frightening' },
      { picture: 'taken up', hidden: true },
      { picture: 'taken up', kept: 'one' },
      { picture: 'liked' },
      { hidden: true },
    ])
    expect([...away].toSorted()).toEqual(['hidden', 'wrong'])
  })

  test('it is neither on the wall, nor in the film, nor in the line of light', () => {
    const plates = platesOf([kept('a'), kept('b'), kept('c')], new Set(['p-b']))
    expect(hungOf(newest(plates[1]!))).toEqual([])
    expect(wallOf(plates, 5).map(({ id }) => id)).toEqual(['p-a', 'p-c'])
    expect(framesOf(plates).map((frame) => frame.picture.id)).toEqual(['p-a', 'p-c'])
    expect(lightOf(plates).map(({ number }) => number)).toEqual([1, 3])
  })

  test('what is just for the writer is not said in passing, nor shown on the wall, in the film or in the light', () => {
    const painted = kept('painted', { private: true })
    expect(firstWordsOf(platesOf([secret]))).toBeUndefined()
    expect(firstWordsOf(platesOf([secret, kept('a')]))).toBe('Words of a.')
    const plates = platesOf([secret, painted])
    expect([framesOf(plates), wallOf(plates, 5), lightOf(plates)]).toEqual([[], [], []])
    expect(lightOfSitting('s', plates)).toBeUndefined()
  })
})

test('what was made private in its newest wording cannot be shown to anybody, whatever came before', () => {
  const [plate] = platesOf([kept('a'), kept('b', { kind: 'revise', of: 'a', private: true })])
  expect(canBeShared(plate!)).toBe(false)
  expect(canBeShared(platesOf([kept('a')])[0]!)).toBe(true)
})

test('the last picture that was not put away stands for its sentence, wherever there is room for one', () => {
  const sitting = [
    kept('a'),
    kept('lighter', { kind: 'again', of: 'a', text: undefined, look: { ...look, brightness: 0.9 } }),
    kept('wrong', { kind: 'again', of: 'a', text: undefined }),
  ]
  const plates = platesOf(sitting, new Set(['p-wrong']))
  expect(viewOf(newest(plates[0]!))?.id).toBe('lighter')
  expect(wallOf(plates, 5).map(({ id }) => id)).toEqual(['p-lighter'])
  expect(framesOf(plates).map((frame) => frame.picture.id)).toEqual(['p-lighter'])
  expect(lightOf(plates).map(({ brightness }) => brightness)).toEqual([0.9])
  const two = platesOf(
    [kept('b', { look: { ...look, brightness: 0.1, warmth: -0.2 } }), ...sitting],
    new Set(['p-wrong']),
  )
  expect(lightOfSitting('s', two)).toEqual({
    id: 's',
    brightness: 0.5,
    warmth: expect.closeTo((look.warmth - 0.2) / 2),
  })
  expect(itemsOf('s', plates).map((item) => item.picture)).toEqual(['p-lighter'])
})

test('a wall has pictures from all of a sitting, the first and the last among them', () => {
  const plates = platesOf(Array.from({ length: 20 }, (_, at) => kept(`${at}`)))
  const wall = wallOf(plates, 5).map(({ id }) => id)
  expect(wall).toHaveLength(5)
  expect(new Set(wall).size).toBe(5)
  expect([wall[0], wall[4]]).toEqual(['p-0', 'p-19'])
})

describe('general and particular', () => {
  const said = (id: string, text: string, specificity: number, alt?: string) =>
    kept(id, { text, reading: { specificity }, pictures: [picture(`p-${id}`, alt)] })
  const pairs = (...sentences: KeptSentence[]) =>
    pairsOf(platesOf(sentences)).map(({ general, particular }) => [general.id, particular.id])

  test.each([
    ['a word', 'Rivers frighten me.', 'We sat by the river until the lamps came on.'],
    ['a theme', 'Everything about my family is hard.', 'My brother and I sat on the pier in the rain.'],
    ['what one can do', 'I am useless.', 'On Sunday I cooked the fish the way she showed me.'],
    ['一个主题', '家里的事总是很难。', '外婆走了以后，河边的老屋一直空着。'],
    ['会做的事', '我没用。', '星期天我照她教的法子蒸了一条鱼。'],
  ])('sentences that share %s and lie far apart are a pair', (_what, general, particular) => {
    expect(pairs(said('p', particular, 0.9), said('g', general, 0.1))).toEqual([['g', 'p']])
  })

  test.each([
    ['without a common theme', said('g', 'Everything is grey.', 0.1), said('p', 'The tram was late at noon.', 0.9)],
    ['equally particular', said('g', 'The river rose.', 0.7), said('p', 'We sat by the river.', 0.9)],
    ['of which one is private', said('g', 'Rivers.', 0.1), { ...said('p', 'By the river.', 0.9), private: true }],
    ['of which one was not read', kept('g', { text: 'Rivers.' }), said('p', 'By the river.', 0.9)],
  ])('sentences %s are none', (_why, general, particular) => {
    expect(pairs(general, particular)).toEqual([])
  })

  test('no sentence is in two pairs, and there are three at most', () => {
    const many = Array.from({ length: 10 }, (_, at) => said(`${at}`, 'About the river.', at < 5 ? 0.1 : 0.9))
    const found = pairs(...many)
    expect(found).toHaveLength(3)
    expect(new Set(found.flat()).size).toBe(6)
  })
})

test('the line goes through every picture and never leaves its box', () => {
  expect(lineThrough([1, -1, 5], 100, 50)).toBe('M0 0C25 0 25 50 50 50C75 50 75 0 100 0')
  expect(lineThrough([0], 100, 50)).toBe('M50 25')
  expect([0.5, -0.5, 0.1].map(leaning)).toEqual(['more', 'less', 'even'])
})

test('pictures stand long enough to read slowly, and never change fast enough to flash', () => {
  const long = '雨一直下，直到路灯亮起来。'.repeat(4)
  expect(dwellMs('One bird.')).toBeGreaterThan(8_000)
  expect(dwellMs(long)).toBeGreaterThan(dwellMs('一只鸟。'))
  expect(dwellMs('word '.repeat(400))).toBeLessThanOrEqual(20_000)
  // WCAG 2.3.1: three flashes in a second are too many.
  expect(1_000 / leastMs).toBeLessThan(3)
})

test('an answer is deleted by its name, and what the house says against it is said', async () => {
  await using gateway = await fakeGateway()
  gateway.routes['DELETE /v1/answers/a1'] = { status: 204 }
  const api = gatewayAt(gateway.origin)
  await api.deleteAnswer('a1')
  await expect(api.deleteAnswer('gone')).rejects.toMatchObject({ code: 'not_found' })
  expect(gateway.calls).toEqual(['DELETE /v1/answers/a1', 'DELETE /v1/answers/gone'])
})
