import type { Moment, Person, Scene, Setting, TimeOfDay, Viewpoint, Weather } from '@aiw/proto'
import type { Job } from '../../backend.ts'
import { clamp, randomOf } from './random.ts'
import { type Word, wordFor } from './vocabulary.ts'
import { isIndoors } from './words/kinds.ts'

/** Something to draw, as often as it is there. */
export interface Thing {
  concept: string
  word: Word
  count: number
}

/** Somebody to draw. */
export interface Someone {
  role: 'self' | 'other'
  age: 'child' | 'adult' | 'old'
  /** "mother", "doctor"; empty where nothing is known. */
  relation: string
}

/** A scene with every open question answered, and what it asks of the picture. */
export interface Brief {
  seed: number
  setting: Exclude<Setting, 'SETTING_UNSPECIFIED'>
  time: Exclude<TimeOfDay, 'TIME_OF_DAY_UNSPECIFIED'>
  /** As told; unspecified leaves it to the brightness. */
  weather: Weather
  season: 'spring' | 'summer' | 'autumn' | 'winter'
  moment: Moment
  viewpoint: Viewpoint
  things: Thing[]
  people: Someone[]
  /** People without a name; 0 for none. */
  crowd: number
  /** Concepts that must not be seen. */
  absent: ReadonlySet<string>
  /** Houses are whitewashed, with dark tiles and eaves that rise: something told of is at home in China. */
  isChinese: boolean
  /** A table is asked for; in a room, the room's own stands for it. */
  wantsTable: boolean
  /** The drawings of everything that is there, those that the setting shows of its own accord among them. */
  wanted: ReadonlySet<string>
  /** Somebody holds an umbrella. */
  hasUmbrella: boolean
  /** Somebody is said not to be there. */
  isMissed: boolean
  /** Nobody at all is there, and that is said. */
  isDeserted: boolean
  /** As the look has it: light and colour follow it, and nothing else. */
  brightness: number
  warmth: number
  energy: number
  /** 1 everything is drawn, 0 only masses and light. */
  detail: number
  /** How it feels, whatever the look was made of: what people do and how things lie follows this. */
  felt: { brightness: number; energy: number }
  /** 0 to 1: how much of anger or fear is in what is felt. */
  strain: number
  /** Whether people keep away from each other: there is strain between them. */
  isApart: boolean
}

const toldSeasons: Partial<Record<Scene['season'], Brief['season']>> = {
  SEASON_SPRING: 'spring',
  SEASON_SUMMER: 'summer',
  SEASON_AUTUMN: 'autumn',
  SEASON_WINTER: 'winter',
}

const chinese =
  /^(dumpling|steamed_bun|congee|mooncake|tofu|rice_ball|zongzi|chopsticks|red_envelope|red_paper_lantern|lantern|firecracker|temple|pagoda|pavilion|bamboo|bamboo_grove|lotus|erhu|mahjong|persimmon|teacup_without_handle|rickshaw|rice_field|paddy)$/

/** What nobody sets up under the sky, where there is something else to see. */
export const indoorOnly: ReadonlySet<string> = new Set([
  'washer',
  'hung_coat',
  'stove',
  'drawer',
  'shelf',
  'bath',
  'toilet',
  'sink',
  'wardrobe',
  'window',
  'sill',
  'curtain',
  'door',
  'mirror',
])

/** What is seen of a building by those who are in it. */
const insides: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  hospital: 'bench',
  school: 'empty_chair',
}

const isAbsent = (presence: string) => presence === 'PRESENCE_ABSENT'

function countOf(quantity: string, seed: number, concept: string, isMass: boolean): number {
  const r = randomOf(seed, `count ${concept}`)
  if (quantity === 'QUANTITY_ONE') return 1
  if (quantity === 'QUANTITY_TWO') return 2
  if (quantity === 'QUANTITY_FEW') return 3 + Math.floor(r() * 3)
  if (quantity === 'QUANTITY_MANY') return 14 + Math.floor(r() * 9)
  return isMass ? 7 + Math.floor(r() * 4) : 1
}

const nextTime: Record<string, Brief['time']> = {
  MOMENT_BEFORE: 'TIME_OF_DAY_DAWN',
  MOMENT_LATER: 'TIME_OF_DAY_DUSK',
}

/** The scene's own setting, or the one its things ask for, a room where all of them lie on tables or hang on walls, or a quiet landscape by water. */
function settingOf(scene: Scene, words: readonly Word[], seed: number): Brief['setting'] {
  if (scene.setting !== 'SETTING_UNSPECIFIED') return scene.setting
  for (const { hint } of words) if (hint?.setting) return hint.setting
  if (words.length > 0 && words.every(isIndoors)) return 'SETTING_ROOM'
  const r = randomOf(seed, 'setting')()
  return r < 0.45 ? 'SETTING_RIVER' : r < 0.85 ? 'SETTING_SEA' : 'SETTING_FIELD'
}

/** Anger and fear are dark and stirred. What is dark and still is grief, and no strain. */
const strainOf = ({ brightness, energy }: Brief['felt']): number =>
  clamp((energy - 0.45) / 0.4, 0, 1) * clamp((-brightness - 0.02) / 0.4, 0, 1)

/** Whether people keep apart, which they do for a little darkness and unrest, before there is any strain to be seen. */
const partsPeople = ({ brightness, energy }: Brief['felt']): boolean => brightness < -0.1 && energy > 0.48

/** Answers what the scene leaves open. Pure: the same job gives the same brief. */
export function briefOf(job: Pick<Job, 'scene' | 'look' | 'seed'>): Brief {
  const { scene, look, seed } = job
  const present = scene.motifs.filter((motif) => !isAbsent(motif.presence))
  const gone = scene.motifs.filter((motif) => isAbsent(motif.presence))
  const absentWords = gone.map((motif) => ({ concept: motif.concept, word: wordFor(motif.concept) }))
  const words = present.flatMap((motif) => wordFor(motif.concept) ?? [])
  const absent = new Set(absentWords.flatMap(({ concept, word }) => [concept, ...(word ? [word.drawing] : [])]))
  const hinted = <Key extends 'time' | 'weather' | 'season'>(key: Key) =>
    words.find((word) => word.hint?.[key])?.hint?.[key]

  const weather = scene.weather === 'WEATHER_UNSPECIFIED' ? (hinted('weather') ?? scene.weather) : scene.weather
  const time =
    scene.timeOfDay === 'TIME_OF_DAY_UNSPECIFIED'
      ? (hinted('time') ?? nextTime[scene.moment] ?? 'TIME_OF_DAY_DAY')
      : scene.timeOfDay
  let season: Brief['season'] =
    toldSeasons[scene.season] ??
    hinted('season') ??
    (scene.moment === 'MOMENT_BEFORE' ? 'spring' : scene.moment === 'MOMENT_LATER' ? 'autumn' : 'summer')
  if (weather === 'WEATHER_SNOW') season = 'winter'

  const isCrowdGone = scene.people.some((person) => person.role !== 'ROLE_SELF' && isAbsent(person.presence))
  const named = present.flatMap(({ concept, quantity }) => {
    const person = wordFor(concept)?.person
    return person ? [{ figures: [person].flat(), times: Math.min(8, countOf(quantity, seed, concept, false)) }] : []
  })
  const absentPeople = absentWords.some(({ word }) => word?.person !== undefined)
  const there = scene.people.filter((person) => !isAbsent(person.presence) && person.role !== 'ROLE_CROWD')
  // Everybody once, before anybody is there twice.
  const people: Someone[] = [
    ...there.map(someone),
    ...named.flatMap(({ figures }) => figures),
    ...named.flatMap(({ figures, times }) => Array.from({ length: times - 1 }, () => figures).flat()),
    ...there.flatMap((person) => Array.from({ length: figuresOf(person, seed) - 1 }, () => someone(person))),
  ].slice(0, 9)
  const crowd =
    scene.people.some((person) => person.role === 'ROLE_CROWD' && !isAbsent(person.presence)) ||
    words.some((word) => word.isCrowd === true)
      ? 26 + Math.floor(randomOf(seed, 'crowd')() * 12)
      : 0

  let seen = people
  let viewpoint = scene.viewpoint
  if (viewpoint === 'VIEWPOINT_OWN_EYES') seen = people.filter((person) => person.role !== 'self')
  if (viewpoint === 'VIEWPOINT_OTHER_EYES') {
    const first = people.findIndex((person) => person.role === 'other')
    seen = people.filter((_, i) => i !== first)
    if (!seen.some((person) => person.role === 'self')) seen = [{ role: 'self', age: 'adult', relation: '' }, ...seen]
  }
  if (viewpoint === 'VIEWPOINT_UNSPECIFIED') viewpoint = 'VIEWPOINT_OBSERVER'

  const felt = scene.felt ?? look
  const setting = settingOf(scene, words, seed)
  const isOutside = setting !== 'SETTING_ROOM'
  const isHeld = seen.length > 0 && isOutside && words.some((word) => word.drawing === 'umbrella')
  // What the setting or somebody in the picture shows already is not placed a second time.
  const isShown = (drawing: string, concept: string) =>
    (isHeld && drawing === 'umbrella') ||
    (isOutside && words.length > 1 && indoorOnly.has(drawing)) ||
    (setting === 'SETTING_FOREST' && drawing === 'tree') ||
    (drawing === 'platform' && words.some((word) => word.drawing === 'train')) ||
    (setting === 'SETTING_TOWN' && ['village', 'roof', 'door', 'doorway', 'entrance'].includes(concept)) ||
    (!isOutside && ['window', 'sill', 'curtain', 'door', 'table'].includes(drawing))
  return {
    seed,
    setting,
    time: time as Brief['time'],
    weather,
    season,
    moment: scene.moment,
    viewpoint,
    things: present.flatMap((motif) => {
      // Lamps that are outside stand on posts.
      let concept = isOutside && motif.concept === 'lamp' ? 'street_lamp' : motif.concept
      const building = wordFor(concept)?.drawing ?? ''
      if (!isOutside && insides[building] !== undefined) concept = insides[building]
      const word = wordFor(concept)
      if (
        word === undefined ||
        word.person !== undefined ||
        absent.has(motif.concept) ||
        absent.has(word.drawing) ||
        isShown(word.drawing, concept)
      )
        return []
      const count =
        !isOutside && building === 'school' ? 4 : countOf(motif.quantity, seed, concept, word.isMass === true)
      // One village is some houses.
      return [{ concept, word, count: concept === 'village' ? Math.max(4, Math.min(6, count + 3)) : count }]
    }),
    people: seen,
    crowd,
    absent,
    wanted: new Set(words.map((word) => word.drawing)),
    isChinese: scene.motifs.some(({ concept }) => chinese.test(concept)),
    wantsTable: words.some((word) => word.drawing === 'table'),
    hasUmbrella: seen.length > 0 && isOutside && !absent.has('umbrella') && (isHeld || weather === 'WEATHER_RAIN'),
    isMissed: isCrowdGone || absentPeople,
    isDeserted: (isCrowdGone || absentPeople) && seen.length === 0 && crowd === 0,
    brightness: clamp(look.brightness, -1, 1),
    warmth: clamp(look.warmth, -1, 1),
    energy: clamp(look.energy, 0, 1),
    detail: 1 - clamp(look.abstraction, 0, 1),
    felt: { brightness: felt.brightness, energy: felt.energy },
    strain: strainOf(felt),
    isApart: seen.length > 1 && partsPeople(felt),
  }
}

/** "My two sisters" are one person of the scene and two figures. */
const figuresOf = ({ role, relation, quantity }: Person, seed: number): number =>
  role === 'ROLE_SELF' ? 1 : Math.min(6, countOf(quantity, seed, `person ${relation}`, false))

const childish = /^(child|kid|son|daughter|baby|grandchild|grandson|granddaughter|pupil|boy|girl|toddler|nephew|niece)$/
const aged = /^(grand(mother|father|parent|ma|pa)|old_|elder)/

function someone(person: Person): Someone {
  let age: Someone['age'] = person.age === 'AGE_CHILD' ? 'child' : person.age === 'AGE_OLD' ? 'old' : 'adult'
  if (person.age === 'AGE_UNSPECIFIED' && childish.test(person.relation)) age = 'child'
  if (person.age === 'AGE_UNSPECIFIED' && aged.test(person.relation)) age = 'old'
  return { role: person.role === 'ROLE_SELF' ? 'self' : 'other', age, relation: person.relation }
}

/** Whether the setting may show this of its own accord: nothing that the sentence says is not there. */
export const allows = (brief: Brief, ...concepts: string[]): boolean =>
  !concepts.some((concept) => brief.absent.has(concept))
