import type { Scene } from '@aiw/proto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concepts } from '../../../emotion/src/lexicon/concepts.ts'
import { chineseSafe, chineseStyles } from '../../src/backends/comfyui/prompt/chinese.ts'
import { ladders } from '../../src/backends/comfyui/prompt/dials.ts'
import { settings, times } from '../../src/backends/comfyui/prompt/english-phrases.ts'
import { englishSafe } from '../../src/backends/comfyui/prompt/english.ts'
import { figuresFor, isPeople } from '../../src/backends/comfyui/prompt/people.ts'
import { viewOf } from '../../src/backends/comfyui/prompt/scene.ts'
import { formsOf, nameFor, names } from '../../src/backends/comfyui/prompt/words.ts'
import { briefOf } from '../../src/backends/painter/compose/brief.ts'
import { reasonAgainst } from '../../src/backends/painter/compose/unpaintable.ts'
import { paintable, wordFor } from '../../src/backends/painter/compose/vocabulary.ts'
import { entries } from '../../src/backends/painter/compose/words.ts'
import { emptyScene, plainLook } from '../../src/request.ts'
import { anyScene } from './prompt-arbitrary.ts'

// A test may look over the fence: what the reader can say, and what the painter would make of it.
const spoken = [...new Set([...entries.keys(), ...concepts().map(({ key }) => key)])]
const isPerson = (concept: string) => wordFor(concept)?.person !== undefined

test('what the painter paints has a name before a model, in both languages', () => {
  const things = spoken.filter((concept) => paintable(concept) && !isPerson(concept))
  expect(things.length).toBeGreaterThan(1_000)
  expect(things.filter((concept) => !nameFor(concept)?.en.one || !nameFor(concept)?.zh.one)).toEqual([])
})

test('what the painter never paints has no name, so no node hears of it', () => {
  expect([...names.keys()].filter((concept) => reasonAgainst(concept) ?? !paintable(concept))).toEqual([])
  for (const concept of ['gun', 'blood', 'face', 'needle', 'snake', 'coffin', 'constructor', '__proto__', 'zxqj'])
    expect(nameFor(concept)).toBeUndefined()
})

test('whom the painter paints as people is people here', () => {
  const people = spoken.filter(isPerson)
  expect(people.length).toBeGreaterThan(40)
  expect(people.filter((concept) => !isPeople(concept))).toEqual([])
  expect([...names.keys()].filter((concept) => isPeople(concept))).toEqual([])
  for (const concept of people) {
    const painted = [wordFor(concept)!.person!].flat().map(({ age }) => age)
    expect([concept, (figuresFor(concept) ?? []).map(({ age }) => age)]).toEqual([concept, painted])
  }
})

test('English words are written in English, Chinese ones in Chinese with their measure word', () => {
  for (const [concept, { en, zh }] of names) {
    expect([concept, en.one]).toEqual([concept, expect.stringMatching(/^[a-z][a-z -]*$/)])
    expect([concept, zh.one]).toEqual([concept, expect.stringMatching(/^[\p{Script=Han}，、]+$/u)])
    expect([concept, zh.measure]).toEqual([
      concept,
      expect.stringMatching(zh.kind === 'noun' ? /^\p{Script=Han}$/u : /^$/),
    ])
  }
})

test('how a picture is painted is said without naming a thing', () => {
  const english = [
    ...Object.values(ladders).flatMap(({ en, short }) => [...en, ...short]),
    ...Object.values(settings).map(({ colours }) => colours),
    ...Object.values(times).map(({ colours }) => colours),
    englishSafe(false),
  ]
  const chinese = [...Object.values(ladders).flatMap(({ zh }) => zh), chineseSafe(false)]
  for (const concept of names.keys()) {
    for (const form of formsOf(concept, 'en'))
      expect([form, english.filter((text) => new RegExp(`\\b${form}\\b`, 'i').test(text))]).toEqual([form, []])
    for (const form of formsOf(concept, 'zh'))
      expect([form, chinese.filter((text) => text.includes(form))]).toEqual([form, []])
  }
  expect(Object.keys(chineseStyles)).toHaveLength(5)
})

test('whoever is named last is in the picture once before anybody is there twice', () => {
  const other = {
    role: 'ROLE_OTHER',
    age: 'AGE_ADULT',
    relation: '',
    presence: 'PRESENCE_PRESENT',
    quantity: 'QUANTITY_ONE',
  } as const
  const motif = (concept: string, quantity: 'QUANTITY_FEW' | 'QUANTITY_ONE') =>
    ({ concept, presence: 'PRESENCE_PRESENT', quantity }) as const
  const scene = {
    setting: 'SETTING_UNSPECIFIED',
    timeOfDay: 'TIME_OF_DAY_UNSPECIFIED',
    weather: 'WEATHER_UNSPECIFIED',
    season: 'SEASON_UNSPECIFIED',
    viewpoint: 'VIEWPOINT_UNSPECIFIED',
    moment: 'MOMENT_UNSPECIFIED',
    motifs: [motif('mother', 'QUANTITY_FEW'), motif('child', 'QUANTITY_ONE')],
    people: [other, other, other, other],
  } as const
  for (let seed = 0; seed < 20; seed++) {
    const job = { scene: { ...scene, motifs: [...scene.motifs], people: [...scene.people] }, seed }
    expect(viewOf(job).people.map(({ age }) => age)).toContain('child')
    expect(briefOf({ ...job, look: plainLook }).people.map(({ age }) => age)).toContain('child')
  }
})

test('open questions of a scene are answered as the painter answers them', () => {
  fc.assert(
    fc.property(anyScene, fc.nat(), (scene, seed) => {
      const view = viewOf({ scene, seed })
      const brief = briefOf({ scene, look: plainLook, seed })
      expect(view.setting).toBe(brief.setting)
      expect(view.weather ?? 'WEATHER_UNSPECIFIED').toBe(brief.weather)
      expect(view.time ?? 'TIME_OF_DAY_DAY').toBe(brief.time)
      expect(view.season ?? 'summer').toBe(brief.season)
      expect(view.isDeserted).toBe(brief.isDeserted)
      expect(view.isMissed).toBe(brief.isMissed)
      expect(view.hasCrowd).toBe(brief.crowd > 0)
      const kinds = (people: readonly { role: string; age: string }[]) =>
        new Set(people.map(({ role, age }) => `${role} ${age}`))
      // Of "a few doctors" the painter draws three to five; a model is told of three.
      expect(kinds(view.people)).toEqual(kinds(brief.people))
    }),
    { numRuns: 300 },
  )
})

test('a season that is told goes before one that things hint at, and snow before both', () => {
  const motifs = [{ concept: 'summer', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_UNSPECIFIED' } as const]
  const of = (scene: Partial<Scene>) => ({ scene: { ...emptyScene, motifs, ...scene }, seed: 1 })
  for (const [scene, season] of [
    [of({}), 'summer'],
    [of({ season: 'SEASON_AUTUMN' }), 'autumn'],
    [of({ season: 'SEASON_AUTUMN', weather: 'WEATHER_SNOW' }), 'winter'],
  ] as const) {
    expect(viewOf(scene).season).toBe(season)
    expect(briefOf({ ...scene, look: plainLook }).season).toBe(season)
  }
})
