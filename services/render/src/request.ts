import { randomUUID } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Look, PaintRequest, Scene } from '@aiw/proto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Job } from './backends/backend.ts'

/** Pixels of a picture where none are asked for. */
export const size = { width: 1024, height: 640 }

/** Enum values are strings where the contract knows the number; a number it does not know stays a number. */
const Known = Type.String()

const Checked = Compile(
  Type.Object({
    id: Type.String({ maxLength: 64 }),
    lane: Type.String({ maxLength: 64 }),
    scene: Type.Object({
      setting: Known,
      timeOfDay: Known,
      weather: Known,
      season: Known,
      viewpoint: Known,
      moment: Known,
      motifs: Type.Array(
        Type.Object({
          concept: Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 64 }),
          presence: Known,
          quantity: Known,
        }),
        { maxItems: 12 },
      ),
      people: Type.Array(
        Type.Object({
          role: Known,
          age: Known,
          relation: Type.String({ pattern: '^([a-z0-9]+(_[a-z0-9]+)*)?$', maxLength: 64 }),
          presence: Known,
          quantity: Known,
        }),
        { maxItems: 8 },
      ),
      felt: Type.Optional(
        Type.Union([
          Type.Null(),
          Type.Object({
            brightness: Type.Number({ minimum: -1, maximum: 1 }),
            energy: Type.Number({ minimum: 0, maximum: 1 }),
          }),
        ]),
      ),
    }),
    look: Type.Object({
      style: Type.String({ maxLength: 64 }),
      brightness: Type.Number({ minimum: -1, maximum: 1 }),
      warmth: Type.Number({ minimum: -1, maximum: 1 }),
      energy: Type.Number({ minimum: 0, maximum: 1 }),
      blur: Type.Number({ minimum: 0, maximum: 1 }),
      abstraction: Type.Number({ minimum: 0, maximum: 1 }),
    }),
    width: Type.Integer({ minimum: 256, maximum: 2048, multipleOf: 64 }),
    height: Type.Integer({ minimum: 256, maximum: 2048, multipleOf: 64 }),
  }),
)

/** What is painted where nothing is said. */
export const emptyScene: Scene = {
  setting: 'SETTING_UNSPECIFIED',
  timeOfDay: 'TIME_OF_DAY_UNSPECIFIED',
  weather: 'WEATHER_UNSPECIFIED',
  season: 'SEASON_UNSPECIFIED',
  viewpoint: 'VIEWPOINT_UNSPECIFIED',
  moment: 'MOMENT_UNSPECIFIED',
  motifs: [],
  people: [],
}
/** The look where none is asked for; the empty style is the house's. */
export const plainLook: Look = { style: '', brightness: 0, warmth: 0, energy: 0, blur: 0, abstraction: 0 }

/**
 * Checks a request and fills in what was left out. `styles`: what the house can paint in, its own style first.
 * Throws Failure `invalid` naming the fields that are out of range, never their values.
 */
export function jobFrom(request: PaintRequest, styles: readonly string[]): { job: Job; lane: string } {
  const asked = {
    ...request,
    scene: request.scene ?? emptyScene,
    look: request.look ?? plainLook,
    width: request.width || size.width,
    height: request.height || size.height,
  }
  const wrong = new Set(
    [...Checked.Errors(asked)].map(({ instancePath }) => instancePath.slice(1).replaceAll('/', '.')),
  )
  const style = asked.look.style || styles[0]!
  if (!styles.includes(style)) wrong.add('look.style')
  if (wrong.size > 0) throw new Failure('invalid', `Out of range: ${[...wrong].join(', ')}`)

  const { scene, seed, width, height, look } = asked
  const id = request.id || randomUUID()
  return { job: { id, scene, look: { ...look, style }, seed, width, height }, lane: request.lane || id }
}
