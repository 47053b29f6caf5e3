import type { Moment, Scene, Viewpoint } from '@aiw/proto'
import type { Job } from '../../backend.ts'
import { randomOf } from '../../painter/compose/random.ts'
import { type Word, wordFor } from '../../painter/compose/vocabulary.ts'
import { entries, masses } from '../../painter/compose/words.ts'
import { type Hint, isIndoors } from '../../painter/compose/words/kinds.ts'
import { type Figure, figureOf, figureOfPerson, figuresFor, isCrowd } from './people.ts'
import { type Name, type Where, nameFor } from './words.ts'

/** How many of a thing: "some" where nothing is said, "mass" where the bare word means a field of it. */
export type Count = 'one' | 'two' | 'few' | 'many' | 'some' | 'mass'

/** Something to be seen. */
export interface Thing {
  concept: string
  name: Name
  count: Count
  where: Where
  /** As the painter draws it. */
  drawing: string
  /** In a room, seen through the window. */
  isOutdoor: boolean
}

/** Something said not to be there. */
interface Gone {
  concept: string
  where: Where
  drawing: string
}

/** What a scene shows, its open questions answered as the built-in painter answers them. */
export interface View {
  setting: NonNullable<Hint['setting']>
  /** Unset where neither the scene nor a thing of it nor the moment tells. */
  time: Hint['time']
  weather: Hint['weather']
  season: Hint['season']
  moment: Moment
  viewpoint: Viewpoint
  /** Most important first. */
  things: readonly Thing[]
  people: readonly Figure[]
  hasCrowd: boolean
  /** Things that are not there. */
  gone: readonly Gone[]
  /** Concepts and relations that must not be named. */
  absent: readonly string[]
  /** Somebody is said not to be there. */
  isMissed: boolean
  /** Nobody at all is there, and that is said. */
  isDeserted: boolean
}

const counts: Record<string, Count> = {
  QUANTITY_ONE: 'one',
  QUANTITY_TWO: 'two',
  QUANTITY_FEW: 'few',
  QUANTITY_MANY: 'many',
}
/** So many figures for a word that means one person. */
const figuresOfCount: Record<Count, number> = { one: 1, two: 2, few: 3, many: 8, some: 1, mass: 1 }

const mostPeople = 9
const isAbsent = ({ presence }: { presence: string }) => presence === 'PRESENCE_ABSENT'
const entryFor = (concept: string) => entries.get(concept) ?? entries.get(concept.replace(/^empty_/, ''))

/** The scene's setting, or the one its things ask for, or a quiet landscape: by the seed, as the painter chooses. */
function settingOf(scene: Scene, hints: readonly Hint[], words: readonly Word[], seed: number): View['setting'] {
  if (scene.setting in settings) return scene.setting as View['setting']
  const hinted = hints.find(({ setting }) => setting)?.setting
  if (hinted) return hinted
  if (words.length > 0 && words.every(isIndoors)) return 'SETTING_ROOM'
  const r = randomOf(seed, 'setting')()
  return r < 0.45 ? 'SETTING_RIVER' : r < 0.85 ? 'SETTING_SEA' : 'SETTING_FIELD'
}

const settings: Record<View['setting'], true> = {
  SETTING_SEA: true,
  SETTING_RIVER: true,
  SETTING_FIELD: true,
  SETTING_FOREST: true,
  SETTING_MOUNTAIN: true,
  SETTING_GARDEN: true,
  SETTING_ROAD: true,
  SETTING_TOWN: true,
  SETTING_ROOM: true,
  SETTING_SKY: true,
}

const bySeason = {
  SEASON_SPRING: 'spring',
  SEASON_SUMMER: 'summer',
  SEASON_AUTUMN: 'autumn',
  SEASON_WINTER: 'winter',
} as const

const told = <T extends string>(value: string): T | undefined =>
  value.endsWith('_UNSPECIFIED') ? undefined : (value as T)

/** Reads a scene for the prompt. Pure: the same job gives the same view. */
export function viewOf({ scene, seed = 0 }: Pick<Job, 'scene'> & Partial<Pick<Job, 'seed'>>): View {
  const present = scene.motifs.filter((motif) => !isAbsent(motif))
  const missing = scene.motifs.filter(isAbsent)
  const words = present.flatMap(({ concept }) => wordFor(concept) ?? [])
  const hints = present.flatMap(({ concept }) => entryFor(concept)?.hint ?? [])
  const hinted = <Key extends keyof Hint>(key: Key) => hints.find((hint) => hint[key])?.[key]

  const weather = told<NonNullable<Hint['weather']>>(scene.weather) ?? hinted('weather')
  const byMoment = { MOMENT_BEFORE: 'spring', MOMENT_LATER: 'autumn' } as const
  const timeByMoment = { MOMENT_BEFORE: 'TIME_OF_DAY_DAWN', MOMENT_LATER: 'TIME_OF_DAY_DUSK' } as const

  const there = scene.people.filter((person) => !isAbsent(person) && person.role !== 'ROLE_CROWD')
  const timesOf = ({ quantity }: { quantity: string }) => figuresOfCount[counts[quantity] ?? 'some']
  // Everybody once, before anybody is there twice.
  const people = [
    ...there.map(figureOfPerson),
    ...present.flatMap(({ concept }) => figuresFor(concept) ?? []),
    ...present.flatMap((motif) =>
      Array.from({ length: timesOf(motif) - 1 }, () => figuresFor(motif.concept) ?? []).flat(),
    ),
    ...there
      .filter(({ role }) => role !== 'ROLE_SELF')
      .flatMap((person) => Array.from({ length: timesOf(person) - 1 }, () => figureOfPerson(person))),
  ].slice(0, mostPeople)
  const hasCrowd =
    scene.people.some((person) => person.role === 'ROLE_CROWD' && !isAbsent(person)) ||
    present.some(({ concept }) => isCrowd(concept))
  const isMissed =
    scene.people.some((person) => person.role !== 'ROLE_SELF' && isAbsent(person)) ||
    missing.some(({ concept }) => figuresFor(concept) !== undefined || isCrowd(concept))
  const seen = seenFrom(scene.viewpoint, people)

  const absent = [
    ...missing.map(({ concept }) => concept),
    ...scene.people.filter(isAbsent).flatMap(({ relation }) => relation || []),
  ]
  const missed = new Set(missing.map(({ concept }) => concept))
  return {
    setting: settingOf(scene, hints, words, seed),
    time:
      told<NonNullable<Hint['time']>>(scene.timeOfDay) ??
      hinted('time') ??
      timeByMoment[scene.moment as keyof typeof timeByMoment],
    weather,
    season:
      weather === 'WEATHER_SNOW'
        ? 'winter'
        : (bySeason[scene.season as keyof typeof bySeason] ??
          hinted('season') ??
          byMoment[scene.moment as keyof typeof byMoment]),
    moment: scene.moment,
    viewpoint: scene.viewpoint,
    things: present.flatMap(
      ({ concept, quantity }) => (missed.has(concept) ? undefined : thingOf(concept, quantity)) ?? [],
    ),
    people: seen,
    hasCrowd,
    gone: missing.flatMap(({ concept }) => {
      const name = nameFor(concept)
      return name ? [{ concept, where: name.where, drawing: entryFor(concept)?.drawing ?? concept }] : []
    }),
    absent,
    isMissed,
    isDeserted: isMissed && seen.length === 0 && !hasCrowd,
  }
}

/** A thing to show; undefined for people and for what has no name here. */
function thingOf(concept: string, quantity: string): Thing | undefined {
  const name = nameFor(concept)
  const entry = entryFor(concept)
  if (!name || figuresFor(concept) || isCrowd(concept)) return undefined
  const count = counts[quantity] ?? (entry && masses.has(entry.drawing) ? 'mass' : 'some')
  return {
    concept,
    name,
    count,
    where: name.where,
    drawing: entry?.drawing ?? concept,
    isOutdoor: entry?.isOutdoor === true,
  }
}

/** Who is seen from where: nobody sees themselves. */
function seenFrom(viewpoint: Viewpoint, people: readonly Figure[]): readonly Figure[] {
  if (viewpoint === 'VIEWPOINT_OWN_EYES') return people.filter(({ role }) => role !== 'self')
  if (viewpoint !== 'VIEWPOINT_OTHER_EYES') return people
  const watching = people.findIndex(({ role }) => role === 'other')
  const others = people.filter((_, i) => i !== watching)
  return others.some(({ role }) => role === 'self') ? others : [figureOf('', 'self', 'adult'), ...others]
}
