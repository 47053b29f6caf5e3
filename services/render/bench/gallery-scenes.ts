import type { Look, Motif, Person, Scene } from '@aiw/proto'
// A bench may look over the fence: the same sentences as a writer would send, through the real reader.
import { read } from '../../emotion/src/read.ts'
import { chooseLook, noMood } from '../../gateway/src/look.ts'
import { sceneFor } from '../../gateway/src/scene.ts'

/** One picture of the gallery. */
export interface Plate {
  caption: string
  scene: Scene
  look: Look
  seed: number
}

/** Pictures that are shown together. */
export interface Sheet {
  /** File name without its ending. */
  name: string
  title: string
  note: string
  plates: Plate[]
}

/** "bird", "bird many", "bird none". */
function motif(text: string): Motif {
  const [concept = '', quantity = 'one'] = text.split(' ')
  if (quantity === 'none') return { concept, presence: 'PRESENCE_ABSENT', quantity: 'QUANTITY_UNSPECIFIED' }
  return { concept, presence: 'PRESENCE_PRESENT', quantity: `QUANTITY_${quantity.toUpperCase()}` as Motif['quantity'] }
}

/** "self", "mother", "son child", "grandmother old", "crowd", "nobody". */
function person(text: string): Person {
  const [relation = '', age = 'adult'] = text.split(' ')
  const known: Record<string, Person['role']> = { self: 'ROLE_SELF', crowd: 'ROLE_CROWD', nobody: 'ROLE_CROWD' }
  const role = known[relation] ?? 'ROLE_OTHER'
  return {
    role,
    age: `AGE_${age.toUpperCase()}` as Person['age'],
    relation: role === 'ROLE_OTHER' ? relation : '',
    presence: relation === 'nobody' ? 'PRESENCE_ABSENT' : 'PRESENCE_PRESENT',
    quantity: 'QUANTITY_UNSPECIFIED',
  }
}

interface Wish extends Partial<Look> {
  setting?: string
  time?: string
  weather?: string
  season?: string
  motifs?: string
  people?: string
  view?: string
  moment?: string
  seed?: number
  /** What people do follows this; without it, the look. */
  felt?: Scene['felt']
}

const list = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(', '))
let nth = 0

function plate(caption: string, wish: Wish): Plate {
  const { setting, time, weather, season, motifs, people, view, moment, seed, felt, ...look } = wish
  nth++
  const key = (prefix: string, value: string | undefined) =>
    `${prefix}_${(value ?? 'unspecified').toUpperCase().replaceAll(' ', '_')}`
  return {
    caption,
    scene: {
      setting: key('SETTING', setting) as Scene['setting'],
      timeOfDay: key('TIME_OF_DAY', time) as Scene['timeOfDay'],
      weather: key('WEATHER', weather) as Scene['weather'],
      season: key('SEASON', season) as Scene['season'],
      motifs: list(motifs).map(motif),
      people: list(people).map(person),
      viewpoint: key('VIEWPOINT', view) as Scene['viewpoint'],
      moment: key('MOMENT', moment) as Scene['moment'],
      ...(felt && { felt }),
    },
    look: { style: '', brightness: 0, warmth: 0, energy: 0.3, blur: 0, abstraction: 0, ...look },
    seed: seed ?? nth * 101 + 7,
  }
}

/** "I used to think there would be many people here, then in the end there was only one bird." */
const golden: Wish = { motifs: 'bird', people: 'nobody', brightness: -0.4, warmth: -0.3, energy: 0.15 }

const story: Wish = { setting: 'river', people: 'self, friend', motifs: 'boat', seed: 4242 }
const table: Wish = {
  setting: 'garden',
  people: 'self, grandmother old',
  motifs: 'cat',
  brightness: 0.3,
  warmth: 0.3,
  felt: { brightness: 0.3, energy: 0.3 },
  seed: 77,
}
const harbour: Wish = { setting: 'sea', time: 'dusk', motifs: 'sailboat few', people: 'self', seed: 1874 }

/** What the house makes of a sentence, as the first of a sitting. */
function sentence(text: string, seed: number): Plate {
  const reading = read(text)
  const { look } = chooseLook({ feeling: reading.feeling!, specificity: reading.specificity }, noMood)
  return { caption: text, scene: { ...sceneFor(reading.scene!, {}), felt: look }, look, seed }
}

/** Every sheet of the gallery. */
export const sheets: Sheet[] = [
  {
    name: 'sentences',
    title: 'Sentences',
    note: 'Through the real reader and the table that chooses the look. The golden sentence first: nobody, and exactly one bird.',
    plates: [
      sentence('I used to think there would be many people here, then in the end there was only one bird.', 1),
      sentence('我曾经认为这里会有很多人，然后最后只有一只鸟。', 6),
      sentence('I used to think there would be many people here，然后最后只有一只鸟。', 11),
      sentence('My grandmother and I walked home along the river in the snow.', 4),
      sentence('I am skilled at cooking fish.', 5),
      sentence('我没用。', 6),
      sentence('昨天晚上我一个人在医院的走廊里等了很久。', 7),
      sentence('We flew kites on the hill and my son could not stop laughing!', 8),
    ],
  },
  {
    name: 'golden',
    title: 'One scene, four seeds',
    note: 'People absent, exactly one bird, nothing else said: another seed is another composition of the same things.',
    plates: [1, 6, 11, 12].map((seed) => plate(`seed ${seed}`, { ...golden, seed })),
  },
  {
    name: 'settings',
    title: 'Settings',
    note: 'Ten settings, each with its own composition and light.',
    plates: [
      plate('sea, a lighthouse', { setting: 'sea', motifs: 'lighthouse, sailboat', brightness: 0.4 }),
      plate('river, the writer', { setting: 'river', people: 'self', brightness: 0.3 }),
      plate('pond with lilies', { setting: 'river', motifs: 'water_lily few', brightness: 0.3, warmth: 0.1 }),
      plate('field, a family and a kite', {
        setting: 'field',
        motifs: 'kite',
        people: 'self, son child, father',
        brightness: 0.6,
        warmth: 0.4,
      }),
      plate('forest, a deer', { setting: 'forest', motifs: 'deer', brightness: 0.2 }),
      plate('mountain, the writer far away', { setting: 'mountain', people: 'self', view: 'far', brightness: 0.4 }),
      plate('garden, grandmother', {
        setting: 'garden',
        people: 'grandmother old',
        motifs: 'cat',
        brightness: 0.5,
        warmth: 0.3,
      }),
      plate('road, two friends and a dog', {
        setting: 'road',
        people: 'self, friend',
        motifs: 'dog',
        brightness: 0.5,
        warmth: 0.2,
      }),
      plate('town by day, a crowd', { setting: 'town', people: 'crowd', brightness: 0.4 }),
      plate('room, an empty chair and a letter', {
        setting: 'room',
        motifs: 'empty_chair, letter, cup',
        people: 'nobody',
      }),
      plate('sky, a flock', { setting: 'sky', motifs: 'bird many', brightness: 0.3 }),
      plate('nothing said at all', {}),
    ],
  },
  {
    name: 'light',
    title: 'Light and weather',
    note: 'Hours down, weathers across, in changing places.',
    plates: [
      plate('dawn over a river', { setting: 'river', time: 'dawn', weather: 'clear', motifs: 'swan two' }),
      plate('dusk over fields', { setting: 'field', time: 'dusk', weather: 'clear', motifs: 'horse two', warmth: 0.3 }),
      plate('night by the sea, a boat', { setting: 'sea', time: 'night', weather: 'clear', motifs: 'moon, boat' }),
      plate('night in town, rain', { setting: 'town', time: 'night', weather: 'rain', people: 'self' }),
      plate('fog at dawn', { setting: 'river', time: 'dawn', weather: 'fog', motifs: 'boat, bridge' }),
      plate('snow in the wood', { setting: 'forest', weather: 'snow', people: 'self' }),
      plate('snow on the road', { setting: 'road', weather: 'snow', motifs: 'house, crow few' }),
      plate('storm at sea', {
        setting: 'sea',
        weather: 'storm',
        motifs: 'ship, lightning',
        energy: 0.95,
        brightness: -0.5,
      }),
      plate('rain in the garden', {
        setting: 'garden',
        weather: 'rain',
        people: 'self',
        motifs: 'umbrella',
        brightness: -0.2,
      }),
      plate('cloud over mountains', { setting: 'mountain', weather: 'cloud', motifs: 'sheep few' }),
      plate('a rainbow over the field', { setting: 'field', motifs: 'rainbow, tree', brightness: 0.2 }),
      plate('stars over the mountain', {
        setting: 'mountain',
        time: 'night',
        weather: 'clear',
        motifs: 'star many, tent',
      }),
    ],
  },
  {
    name: 'people',
    title: 'People, and nobody',
    note: 'Figures of dabs, never faces; what is absent is never drawn, and leaves room.',
    plates: [
      plate('through own eyes', { setting: 'road', people: 'self', view: 'own eyes', brightness: 0.2, seed: 61 }),
      plate('seen by an observer', { setting: 'road', people: 'self', view: 'observer', brightness: 0.2, seed: 61 }),
      plate('from afar', { setting: 'road', people: 'self', view: 'far', brightness: 0.2, seed: 61 }),
      plate('through the other’s eyes', {
        setting: 'road',
        people: 'self, mother',
        view: 'other eyes',
        brightness: 0.2,
        seed: 61,
      }),
      plate('mother and child', { setting: 'sea', people: 'mother, daughter child', time: 'dusk' }),
      plate('an old couple', {
        setting: 'garden',
        people: 'grandmother old, grandfather old',
        brightness: 0.3,
        warmth: 0.2,
      }),
      plate('a ward, somebody visits', {
        setting: 'room',
        motifs: 'hospital_bed',
        people: 'self, grandfather old',
        brightness: -0.3,
        warmth: -0.2,
      }),
      plate('a crowd in the rain', { setting: 'town', weather: 'rain', people: 'crowd', time: 'dusk' }),
      plate('nobody on the beach', { setting: 'sea', people: 'nobody', brightness: -0.3 }),
      plate('no mother in the room', {
        setting: 'room',
        people: 'nobody',
        motifs: 'cup, window',
        time: 'dusk',
        brightness: -0.3,
      }),
      plate('a street without people', { setting: 'town', people: 'nobody', time: 'night' }),
      plate('an empty bench in snow', {
        setting: 'garden',
        weather: 'snow',
        motifs: 'bench',
        people: 'nobody',
        brightness: -0.2,
      }),
    ],
  },
  {
    name: 'moments',
    title: 'Before, now, later; bright and dark; warm and cold',
    note: 'Composition and place stay; light, season and people change. Brightness and warmth move the colours only.',
    plates: [
      plate('before', { ...story, moment: 'before' }),
      plate('now', { ...story, moment: 'now' }),
      plate('later', { ...story, moment: 'later' }),
      plate('another picture: another seed', { ...story, moment: 'now', seed: 99 }),
      plate('dark', { ...table, brightness: -0.8 }),
      plate('bright', { ...table, brightness: 0.8 }),
      plate('cold', { ...table, warmth: -0.8 }),
      plate('warm', { ...table, warmth: 0.8 }),
    ],
  },
  {
    name: 'styles',
    title: 'Styles',
    note: 'One scene in each style, and one that suits it.',
    plates: ['impressionist', 'pointillist', 'swirl', 'watercolour', 'ink'].flatMap((style) => [
      plate(`${style}, harbour at dusk`, { ...harbour, style }),
      plate(`${style}, mountain with a pavilion`, {
        setting: 'mountain',
        motifs: 'temple, goose few',
        people: 'self',
        view: 'far',
        style,
        seed: 1101,
      }),
    ]),
  },
  {
    name: 'ladders',
    title: 'Abstraction and blur',
    note: 'Abstraction from things to colour fields, then blur from sharp to soft.',
    plates: [
      ...[0, 0.35, 0.7, 1].map((abstraction) => plate(`abstraction ${abstraction}`, { ...harbour, abstraction })),
      ...[0, 0.35, 0.7, 1].map((blur) => plate(`blur ${blur}`, { ...table, blur })),
    ],
  },
]
