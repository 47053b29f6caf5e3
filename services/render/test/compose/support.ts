import type { Look, Motif, Person, Scene } from '@aiw/proto'
import type { ComposeJob } from '../../src/backends/painter/compose.ts'

export const settings = [
  'SEA',
  'RIVER',
  'FIELD',
  'FOREST',
  'MOUNTAIN',
  'GARDEN',
  'ROAD',
  'TOWN',
  'ROOM',
  'SKY',
] as const

/** A motif that is there, as often as `quantity` says. */
export const present = (concept: string, quantity: Motif['quantity'] = 'QUANTITY_ONE'): Motif => ({
  concept,
  quantity,
  presence: 'PRESENCE_PRESENT',
})

/** A motif that is said not to be there. */
export const gone = (concept: string): Motif => ({ ...present(concept), presence: 'PRESENCE_ABSENT' })

export const somebody = (over: Partial<Person> = {}): Person => ({
  role: 'ROLE_OTHER',
  age: 'AGE_ADULT',
  quantity: 'QUANTITY_ONE',
  relation: '',
  presence: 'PRESENCE_PRESENT',
  ...over,
})

export const self = somebody({ role: 'ROLE_SELF' })
export const nobody = somebody({ role: 'ROLE_CROWD', presence: 'PRESENCE_ABSENT' })

/** A job of 320 x 192 about a scene with nothing said but what `scene` says. */
export const jobOf = (scene: Partial<Scene> = {}, look: Partial<Look> = {}, seed = 1): ComposeJob => ({
  scene: {
    setting: 'SETTING_UNSPECIFIED',
    timeOfDay: 'TIME_OF_DAY_UNSPECIFIED',
    weather: 'WEATHER_UNSPECIFIED',
    season: 'SEASON_UNSPECIFIED',
    motifs: [],
    people: [],
    viewpoint: 'VIEWPOINT_UNSPECIFIED',
    moment: 'MOMENT_UNSPECIFIED',
    ...scene,
  },
  look: { style: '', brightness: 0, warmth: 0, energy: 0.3, blur: 0, abstraction: 0, ...look },
  seed,
  width: 320,
  height: 192,
})

/** The golden scene: people absent, exactly one bird, nothing else said. */
export const golden = (seed: number): ComposeJob =>
  jobOf({ motifs: [present('bird')], people: [nobody] }, { brightness: -0.4 }, seed)
