import type { Look, Scene } from '@aiw/proto'
import fc from 'fast-check'
import { names } from '../../src/backends/comfyui/prompt/words.ts'

const oneOf = <const T extends string>(prefix: string, words: T) =>
  fc.constantFrom(...words.split(' ').map((word) => `${prefix}_${word}`))

/** Words that are known, words of people, and what a caller should never send but might. */
const concept = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...names.keys()) },
  { weight: 1, arbitrary: fc.constantFrom('mother', 'child', 'family', 'crowd', 'people', 'old_woman', 'empty_chair') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'gun',
      'blood',
      'face',
      '__proto__',
      'constructor',
      '(bird:1.9)',
      'embedding:x',
      'a\\)',
      '<b>',
      '\n',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)
const presence = fc.oneof(
  { weight: 4, arbitrary: fc.constant('PRESENCE_PRESENT') },
  { weight: 1, arbitrary: fc.constant('PRESENCE_ABSENT') },
)

/** Any scene that could be asked for, and some that could not. */
export const anyScene = fc.record({
  setting: oneOf('SETTING', 'UNSPECIFIED SEA RIVER FIELD FOREST MOUNTAIN GARDEN ROAD TOWN ROOM SKY'),
  timeOfDay: oneOf('TIME_OF_DAY', 'UNSPECIFIED DAWN DAY DUSK NIGHT'),
  weather: oneOf('WEATHER', 'UNSPECIFIED CLEAR CLOUD RAIN SNOW FOG STORM'),
  season: oneOf('SEASON', 'UNSPECIFIED SPRING SUMMER AUTUMN WINTER'),
  motifs: fc.array(fc.record({ concept, presence, quantity: oneOf('QUANTITY', 'UNSPECIFIED ONE TWO FEW MANY') }), {
    maxLength: 12,
  }),
  people: fc.array(
    fc.record({
      role: oneOf('ROLE', 'UNSPECIFIED SELF OTHER CROWD'),
      age: oneOf('AGE', 'UNSPECIFIED CHILD ADULT OLD'),
      relation: fc.oneof(fc.constantFrom('', 'mother', 'friend', 'doctor', 'son', 'boss'), concept),
      presence,
    }),
    { maxLength: 8 },
  ),
  viewpoint: oneOf('VIEWPOINT', 'UNSPECIFIED OWN_EYES OBSERVER FAR OTHER_EYES'),
  moment: oneOf('MOMENT', 'UNSPECIFIED BEFORE NOW LATER'),
}) as fc.Arbitrary<Scene>

const share = (least: number) => fc.double({ min: least, max: 1, noNaN: true })

/** Any look. */
export const anyLook: fc.Arbitrary<Look> = fc.record({
  style: fc.constantFrom('impressionist', 'pointillist', 'swirl', 'watercolour', 'ink'),
  brightness: share(-1),
  warmth: share(-1),
  energy: share(0),
  blur: share(0),
  abstraction: share(0),
})
