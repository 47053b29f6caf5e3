import type { Look, Scene } from '@aiw/proto'

const motif = (concept: string, quantity: Scene['motifs'][number]['quantity'] = 'QUANTITY_ONE') =>
  ({ concept, quantity, presence: 'PRESENCE_PRESENT' }) as const

const person = { age: 'AGE_ADULT', relation: '', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' } as const
const self = { ...person, role: 'ROLE_SELF' } as const
const child = { ...person, role: 'ROLE_OTHER', age: 'AGE_CHILD', relation: 'child' } as const
const nobody = { ...person, role: 'ROLE_CROWD', presence: 'PRESENCE_ABSENT', quantity: 'QUANTITY_UNSPECIFIED' } as const

function scene(
  setting: string,
  timeOfDay: string,
  weather: string,
  motifs: Scene['motifs'] = [],
  people: Scene['people'] = [],
): Scene {
  return {
    setting: `SETTING_${setting}` as Scene['setting'],
    timeOfDay: `TIME_OF_DAY_${timeOfDay}` as Scene['timeOfDay'],
    weather: `WEATHER_${weather}` as Scene['weather'],
    season: 'SEASON_UNSPECIFIED',
    motifs,
    people,
    viewpoint: 'VIEWPOINT_OBSERVER',
    moment: 'MOMENT_NOW',
  }
}

/** Scenes of every setting, light and weather. */
export const scenes: Record<string, Scene> = {
  'one bird': scene('FIELD', 'DUSK', 'CLOUD', [motif('bird')], [nobody]),
  'sail at dawn': scene('SEA', 'DAWN', 'CLEAR', [motif('sailboat')]),
  'storm at sea': scene('SEA', 'DAY', 'STORM', [motif('sailboat')]),
  'in the garden': scene('GARDEN', 'DAY', 'CLEAR', [motif('flower', 'QUANTITY_MANY'), motif('house')], [self, child]),
  'boat on the river': scene('RIVER', 'DAY', 'CLOUD', [motif('boat'), motif('tree', 'QUANTITY_FEW')]),
  'two on the road': scene('ROAD', 'DUSK', 'CLEAR', [motif('tree', 'QUANTITY_FEW')], [self, child]),
  'summer field': scene('FIELD', 'DAY', 'CLEAR', [motif('tree'), motif('horse')], [self]),
  'mountain in fog': scene('MOUNTAIN', 'DAY', 'FOG', [motif('tree', 'QUANTITY_FEW')], [self]),
  'forest walk': scene('FOREST', 'DAY', 'CLEAR', [motif('dog')], [self]),
  'town in the rain': scene('TOWN', 'NIGHT', 'RAIN', [motif('house', 'QUANTITY_FEW')], [self]),
  'the empty chair': scene('ROOM', 'DAY', 'CLEAR', [motif('chair')], [nobody]),
  'moon over the sea': scene('SEA', 'NIGHT', 'CLEAR', [motif('moon')], [self]),
  'road in snow': scene('ROAD', 'DAY', 'SNOW', [motif('house')], [self]),
  'birds in the sky': scene('SKY', 'DAY', 'CLEAR', [motif('bird', 'QUANTITY_MANY')]),
  'room at night': scene('ROOM', 'NIGHT', 'RAIN', [motif('bed')], [self]),
  'mountain at dawn': scene('MOUNTAIN', 'DAWN', 'CLEAR', [], [self]),
  'forest in snow': scene('FOREST', 'DUSK', 'SNOW', [motif('bird')]),
  'market town': scene('TOWN', 'DAY', 'CLEAR', [motif('house', 'QUANTITY_MANY')], [self, child]),
  'river at night': scene('RIVER', 'NIGHT', 'CLOUD', [motif('boat')]),
  'nothing said': scene('UNSPECIFIED', 'UNSPECIFIED', 'UNSPECIFIED'),
}

/** A look that asks for nothing but what is given. */
export const look = (wish: Partial<Look> = {}): Look => ({
  style: '',
  brightness: 0,
  warmth: 0,
  energy: 0.4,
  blur: 0,
  abstraction: 0,
  ...wish,
})
