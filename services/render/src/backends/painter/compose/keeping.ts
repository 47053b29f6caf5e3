import { Path2D } from '@napi-rs/canvas'
import type { Thing } from './brief.ts'
import { drawEmoji } from './emoji.ts'
import { drawings } from './motifs/all.ts'
import { paints } from './paints.ts'
import { between, clamp } from './random.ts'
import { waters } from './spots.ts'
import { type Prop, type Stage, castShadow, distanceAt, handAt, streamOf } from './stage.ts'

/** Where and how a thing stands. */
export interface Put {
  x: number
  y: number
  height: number
  ratio: number
  depth: number
  far?: number
  where: 'air' | 'water' | 'ground'
  shadow: boolean
  /** Mirrored or not; left to chance where nothing is said. */
  flip?: boolean
  /** Overturned by so many radians. */
  turn?: number
}

/** Keeps one thing as a prop of the stage. */
export function keep(stage: Stage, thing: Pick<Thing, 'concept' | 'word'>, nth: number, put: Put, asked = true): Prop {
  const { word } = thing
  const drawing = drawings[word.drawing]
  const r = streamOf(stage, `flip ${thing.concept} ${nth}`)
  const flip = put.flip ?? r() < 0.5
  const width = put.height * put.ratio
  const draw = () => {
    const place = {
      x: put.x,
      y: put.y,
      size: put.height,
      flip,
      far: (put.far ?? distanceAt(stage, put.y)) * (asked ? 0.5 : 0.8),
      turn: (put.turn ?? 0) * (flip ? -1 : 1),
    }
    const drawOnce = () =>
      handAt(stage, `${thing.concept} ${nth}`, place, (hand) =>
        drawing ? drawing.draw(hand, { where: put.where, nth }) : drawEmoji(hand, word.drawing.slice('emoji:'.length)),
      )
    // The more the picture dissolves, the less a thing stands out from it.
    const presence = clamp(0.25 + 1.9 * stage.brief.detail, 0, 1)
    if (put.where === 'water') onWater(stage, put, width, () => mirror(stage, put, drawOnce))
    else if (put.shadow) castShadow(stage, put.x, put.y, width * 0.8, put.height, paints.moss)
    if (presence >= 1) drawOnce()
    else stage.sheet.veiled(presence, drawOnce)
    if (put.where === 'water') onWater(stage, put, width, () => ripple(stage, put, width))
  }
  const prop: Prop = {
    name: thing.concept,
    x: put.x,
    y: put.y,
    width,
    height: put.height,
    depth: put.depth,
    asked,
    draw,
  }
  stage.props.push(prop)
  return prop
}

/** Where somebody is in the picture: the foot and the size of what is seen of them, in pixels. */
export type Body = Pick<Prop, 'x' | 'y' | 'width' | 'height' | 'depth'>

/** Keeps somebody the scene names as a prop of the stage. */
export function keepPerson(stage: Stage, body: Body, draw: () => void, shadow = true): void {
  const { x, y, width, height } = body
  stage.props.push({
    name: 'person',
    ...body,
    asked: true,
    draw() {
      if (shadow) castShadow(stage, x, y, width * 0.83, height, paints.earth)
      const presence = clamp(0.25 + 1.9 * stage.brief.detail, 0, 1)
      if (presence >= 1) draw()
      else stage.sheet.veiled(presence, draw)
    },
  })
}

/** Draws as far below something that floats as there is water under all of it. */
function onWater(stage: Stage, put: Put, width: number, draw: () => void): void {
  const isWater = (y: number) =>
    [-0.45, 0, 0.45].every((along) => waters.has(stage.sheet.matterAt(put.x + along * width, y)))
  const step = Math.max(2, put.height * 0.06)
  let low = put.y + step
  while (low < put.y + put.height && low < stage.height && isWater(low)) low += step
  const above = new Path2D()
  above.rect(0, 0, stage.width, low - step * 0.5)
  stage.sheet.clip(above, draw)
}

function mirror(stage: Stage, put: Put, drawOnce: () => void): void {
  stage.sheet.veiled(0.34, () => stage.sheet.at(0, 2 * put.y, 1, -1, drawOnce))
}

/** Broken lines of water before a floating thing. */
function ripple(stage: Stage, put: Put, width: number): void {
  const r = streamOf(stage, `ripple ${put.x.toFixed(1)}`)
  for (let i = 0; i < 9; i++) {
    const down = between(r, 0, 0.55) * put.height
    stage.sheet.dab(
      put.x + between(r, -0.6, 0.6) * width,
      put.y + down,
      width * between(r, 0.12, 0.34),
      Math.max(1, put.height * 0.014),
      i % 2 ? stage.air.skyLow : stage.air.skyMid,
      undefined,
      0.45,
    )
  }
}
