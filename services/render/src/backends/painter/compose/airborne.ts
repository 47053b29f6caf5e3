import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import { type Thing, allows } from './brief.ts'
import { mix } from './colour.ts'
import { keep } from './keeping.ts'
import { paints } from './paints.ts'
import { between, clamp } from './random.ts'
import { grounds, skies, spotFor, waters } from './spots.ts'
import { type Stage, across, streamOf } from './stage.ts'

/** A single small bird may sit on a post instead of flying: it is then larger, and nearer. */
function perch(stage: Stage, thing: Thing, u: number, ratio: number): boolean {
  const r = streamOf(stage, `perch ${thing.concept}`)
  const { brief } = stage
  const mayPerch =
    thing.word.metres < 0.7 &&
    perching.test(thing.word.drawing) &&
    allows(brief, 'post') &&
    brief.setting !== 'SETTING_SKY' &&
    stage.spots.length === 0
  if (!mayPerch || r() > 0.5) return false
  const high = stage.height * between(r, 0.15, 0.2)
  const on = brief.setting === 'SETTING_SEA' || brief.setting === 'SETTING_RIVER' ? waters : grounds
  const y =
    on === waters
      ? stage.horizon + (stage.front - stage.horizon) * between(r, 0.42, 0.58)
      : stage.front - stage.height * between(r, 0.05, 0.14)
  const at = spotFor(stage, r, { u, spread: 0.05, y, width: high * 0.4, height: high, on })
  if (!at) return false
  const where = on === waters ? 'water' : 'ground'
  keep(
    stage,
    { concept: 'post', word: { drawing: 'post', kind: 'ground', metres: 1.3 } },
    0,
    { ...at, height: high, ratio: 0.18, depth: at.y, where, shadow: where === 'ground' },
    false,
  )
  const height = stage.height * 0.075
  keep(stage, thing, 0, {
    x: at.x,
    y: at.y - high * 0.99,
    height,
    ratio,
    depth: at.y + 0.5,
    far: 0.05,
    where: 'ground',
    shadow: false,
  })
  return true
}

const perching = /^(bird|gull|crow)$/

/** Places what flies: a flock in the sky, a lone bird that may perch, butterflies low, all of a room in its window. */
export function placeFlock(stage: Stage, thing: Thing, rank: number, u: number, ratio: number, crowded: number): void {
  const { word, count } = thing
  const r = streamOf(stage, `flock ${thing.concept}`)
  const sky = Math.max(stage.horizon, stage.height * 0.25)
  const alone = count === 1 && rank === 0 && stage.brief.people.length === 0
  if (alone && perch(stage, thing, u, ratio)) return
  if (word.drawing === 'lantern' && thing.concept !== 'sky_lantern' && count < 7)
    return hangLanterns(stage, thing, ratio)
  if (word.drawing === 'balloon' && count < 7 && flyNear(stage, thing, ratio)) return
  const share =
    (word.metres > 3 ? 0.2 : word.metres > 0.8 ? 0.1 : alone ? 0.09 : 0.055) * crowded * (count > 6 ? 0.8 : 1)
  if (word.metres < 0.33 && stage.brief.setting !== 'SETTING_ROOM') return placeLow(stage, thing, u, ratio)
  const spot = stage.spots.findIndex((s) => s.kind === 'air')
  if (spot >= 0) {
    // A room has its sky in the window.
    for (let i = 0; i < count; i++) {
      const { x, y, ppm, depth } = stage.spots[spot]!
      keep(stage, thing, i, {
        x: x + (i === 0 ? 0 : between(r, -1, 1) * ppm * 0.5),
        y: y + (i === 0 ? 0 : between(r, -0.6, 0.3) * ppm * 0.5),
        height: Math.min(ppm * 0.16, stage.height * 0.05),
        ratio,
        depth,
        far: 0.4,
        where: 'air',
        shadow: false,
      })
    }
    return
  }
  const height = stage.height * share
  const centre = spotFor(stage, r, {
    u,
    spread: 0.12,
    y: sky * between(r, 0.42, 0.68),
    width: height * ratio,
    height,
    on: skies,
  }) ?? { x: across(stage, u), y: sky * 0.5 }
  for (let i = 0; i < count; i++) {
    const away = i === 0 ? 0 : 1
    // A flock is a drawn-out diagonal, wide and thin.
    const reach = Math.max(stage.width * (0.06 + 0.012 * Math.min(count, 18)), height * ratio * 0.75 * Math.sqrt(count))
    const along =
      (count < 6 ? (i % 2 ? 1 : -1) * between(r, 0.5, 1) * Math.ceil(i / 2) * 0.8 : between(r, -1, 1)) * reach * away
    const x = clamp(centre.x + along, stage.width * 0.04, stage.width * 0.96)
    const y = clamp(
      centre.y + away * (along * -0.22 * stage.side + between(r, -1, 1) * Math.max(0.07 * stage.height, height * 0.5)),
      stage.height * 0.05,
      Math.max(sky * 0.92, stage.height * 0.1),
    )
    const size = height * (i === 0 ? 1 : between(r, 0.55, 1))
    keep(stage, thing, i, {
      x,
      y,
      height: size,
      ratio,
      depth: -1,
      far: 0.12 + 0.25 * (1 - size / height),
      where: 'air',
      shadow: false,
    })
  }
}

/** Butterflies and falling leaves: low over the ground, near the eye and larger than life. */
function placeLow(stage: Stage, thing: Thing, u: number, ratio: number): void {
  const r = streamOf(stage, `low ${thing.concept}`)
  const span = stage.front - stage.horizon
  for (let i = 0; i < thing.count; i++) {
    const height = stage.height * (i === 0 ? 0.062 : between(r, 0.034, 0.056))
    const x = clamp(
      across(stage, u) + (i === 0 ? 0 : between(r, -1, 1) * stage.width * (0.1 + 0.018 * thing.count)),
      stage.width * 0.04,
      stage.width * 0.96,
    )
    const y = stage.horizon + span * (i === 0 ? 0.6 : between(r, 0.18, 0.9))
    keep(stage, thing, i, { x, y, height, ratio, depth: stage.height * 0.9, far: 0, where: 'air', shadow: false })
  }
}

/** Lanterns on a line before everything else, a little over the heads of whoever is there. */
function hangLanterns(stage: Stage, thing: Thing, ratio: number): void {
  const { sheet, width, height } = stage
  const r = streamOf(stage, 'lanterns')
  const heads = stage.props.filter(({ name, asked }) => asked && name === 'person').map((prop) => prop.y - prop.height)
  const size = height * (thing.count > 2 ? 0.125 : 0.155)
  const y = clamp(Math.min(height * 0.5, ...heads) - height * 0.03, size + height * 0.1, height * 0.6)
  const from = stage.focus < 0.5 ? 0.5 : 0.16
  const step = 0.34 / Math.max(1, thing.count - 1)
  const lineY = (u: number) => y - size - height * 0.05 + height * 0.12 * (u - 0.5) ** 2
  stage.props.push({
    name: 'cord',
    x: width / 2,
    y,
    width: 0,
    height: 0,
    depth: height * 0.98,
    asked: false,
    draw() {
      const cord = new Path2D()
      cord.moveTo(-9, lineY(0))
      cord.quadraticCurveTo(width / 2, 2 * lineY(0.5) - lineY(0), width + 9, lineY(1))
      sheet.stroke(cord, mix(stage.air.cloudShade, paints.coat, 0.6), stage.unit * 2.4, matter.thing, 0.8)
    },
  })
  for (let i = 0; i < thing.count; i++) {
    const u = thing.count === 1 ? from + 0.17 : from + i * step
    const x = across(stage, u)
    keep(stage, thing, i, {
      x,
      y: lineY(u) + size + height * between(r, 0, 0.03),
      height: size,
      ratio,
      depth: height * 0.981,
      far: 0,
      where: 'air',
      shadow: false,
    })
  }
}

/** Balloons over the hand of whoever is there. */
function flyNear(stage: Stage, thing: Thing, ratio: number): boolean {
  const person = stage.props.find(({ name, asked }) => asked && name === 'person')
  if (!person) return false
  const size = clamp(person.height * 0.5, stage.height * 0.1, stage.height * 0.17)
  for (let i = 0; i < thing.count; i++)
    keep(stage, thing, i, {
      x: clamp(person.x + stage.side * size * (0.5 + 0.5 * i), stage.width * 0.05, stage.width * 0.95),
      y: Math.max(size * 1.1, person.y - person.height * (0.94 + 0.12 * (i % 2))),
      height: size,
      ratio,
      depth: person.depth + 0.5 + 0.1 * i,
      far: 0,
      where: 'air',
      shadow: false,
    })
  return true
}
