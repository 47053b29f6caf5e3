import { matter } from '../composition.ts'
import { type Thing, allows } from './brief.ts'
import { drawEmoji } from './emoji.ts'
import { drawings } from './motifs/all.ts'
import { type Drawing } from './motifs/drawing.ts'
import { paints } from './paints.ts'
import { type Random, between, clamp } from './random.ts'
import { type Prop, type Stage, across, castShadow, distanceAt, handAt, ppmAt, streamOf } from './stage.ts'

const grounds: ReadonlySet<number> = new Set([matter.grass, matter.earth, matter.stone, matter.floor])
const skies: ReadonlySet<number> = new Set([matter.sky, matter.cloud, matter.light, matter.distance])
const waters: ReadonlySet<number> = new Set([matter.water])

/** How high a thing of so many metres should stand in the picture, as a share of its height. */
function shareOf(metres: number, rank: number): number {
  const share =
    metres < 0.35
      ? 0.095
      : metres < 0.7
        ? 0.145
        : metres < 1.3
          ? 0.17
          : metres < 2.6
            ? 0.22
            : metres < 5
              ? 0.26
              : metres < 9
                ? 0.36
                : 0.44
  return share * (rank === 0 ? 1.1 : 0.92)
}

interface Wish {
  /** Where across, 0 to 1 in the layout. */
  u: number
  /** How far from there it may go. */
  spread: number
  /** Pixels. */
  y: number
  width: number
  height: number
  on: ReadonlySet<number>
  /** Empty seats belong into the open place. */
  mayBeOpen?: boolean
}

/** Where a wish is best met: on its own ground, clear of what stands already, inside the picture. Pixels. */
function spotFor(stage: Stage, r: Random, wish: Wish): { x: number; y: number } | undefined {
  let best: { x: number; y: number } | undefined
  let least = Infinity
  for (let i = 0; i < 56; i++) {
    const late = i / 56
    const x = clamp(
      across(stage, wish.u) + (r() + r() - 1) * stage.width * (wish.spread + 0.5 * late),
      wish.width * 0.3 + stage.width * 0.03,
      stage.width * 0.97 - wish.width * 0.3,
    )
    const isAir = wish.on === skies
    const low = isAir ? stage.height * 0.09 + wish.height : stage.horizon + stage.height * 0.015
    const high = isAir ? Math.max(stage.horizon - stage.height * 0.03, stage.height * 0.2) : stage.front
    const y = clamp(wish.y + (r() - 0.5) * stage.height * (0.05 + 0.5 * late), Math.min(low, high), Math.max(low, high))
    const feet = [x - wish.width * 0.32, x, x + wish.width * 0.32]
    const wrong = feet.filter(
      (foot) => !wish.on.has(stage.sheet.matterAt(foot, y - (isAir ? wish.height / 2 : 2))),
    ).length
    if (wrong === 3) continue
    let cost =
      wrong * 0.7 +
      (Math.abs(x - across(stage, wish.u)) / stage.width) * 0.9 +
      (Math.abs(y - wish.y) / stage.height) * 1.6
    for (const prop of stage.props) {
      const overlapX =
        Math.min(x + wish.width / 2, prop.x + prop.width / 2) - Math.max(x - wish.width / 2, prop.x - prop.width / 2)
      const overlapY = Math.min(y, prop.y) - Math.max(y - wish.height, prop.y - prop.height)
      if (overlapX > 0 && overlapY > 0)
        cost +=
          ((prop.asked ? 2.2 : 0.9) * overlapX * overlapY) / (wish.width * wish.height) +
          (prop.asked && Math.abs(prop.y - y) < stage.height * 0.03 ? 0.3 : 0)
    }
    if (
      stage.open &&
      !wish.mayBeOpen &&
      ((x - stage.open.x) / stage.open.rx) ** 2 + ((y - stage.open.y) / stage.open.ry) ** 2 < 1
    )
      cost += 1.2
    if (cost < least) {
      least = cost
      best = { x, y }
    }
  }
  return best
}

/** Places and keeps everything the scene asks for; the setting is drawn already and its matter surveyed. */
export function placeThings(stage: Stage, focus: number): void {
  const { brief } = stage
  const hasPeople = brief.people.length > 0
  brief.things.forEach((thing, rank) => {
    // What somebody sits on already is not placed a second time.
    if (thing.word.kind === 'scene' || stage.props.some(({ name, asked }) => asked && name === thing.word.drawing))
      return
    const u =
      rank === 0 && !hasPeople
        ? focus
        : rank === (hasPeople ? 0 : 1)
          ? 1 - focus + between(streamOf(stage, `second ${rank}`), -0.06, 0.06)
          : between(streamOf(stage, `u ${rank}`), 0.14, 0.86)
    const drawing = drawings[thing.word.drawing]
    placeGroup(stage, thing, rank, u, drawing)
  })
}

function placeGroup(stage: Stage, thing: Thing, rank: number, u: number, drawing: Drawing | undefined): void {
  const { word, count } = thing
  const r = streamOf(stage, `place ${thing.concept}`)
  const crowded = count > 6 ? 0.62 : count > 2 ? 0.78 : count === 2 ? 0.9 : 1
  const ratio = drawing?.width ?? 1
  if (word.kind === 'air') return placeFlock(stage, thing, rank, u, ratio, crowded)
  for (let i = 0; i < count; i++) {
    const wanted = spotKind(stage, word)
    const spot = wanted === undefined ? -1 : stage.spots.findIndex(({ kind }) => kind === wanted)
    if (spot >= 0) {
      const [{ x, y, ppm, depth }] = stage.spots.splice(spot, 1) as [Stage['spots'][number]]
      const height =
        wanted === 'view' || wanted === 'height'
          ? ppm * clamp(word.metres / 7, 0.3, 1)
          : Math.max(word.metres * ppm * (word.metres < 0.3 ? 1.35 : 1), stage.height * 0.04)
      keep(stage, thing, i, {
        x,
        y,
        height,
        ratio,
        depth,
        far: wanted === 'view' || wanted === 'height' ? 0.3 : 0,
        where: 'ground',
        shadow: wanted === 'top',
      })
      continue
    }
    // The view holds no more: what belongs outside does not come in.
    if (wanted === 'view') continue
    let share = shareOf(word.metres, rank) * crowded * (i === 0 ? 1 : between(r, 0.7, 1.05))
    // From afar nothing is larger beside the small figure than it is.
    if (brief(stage).viewpoint === 'VIEWPOINT_FAR')
      share = Math.min(share * 0.75, (0.1 * Math.max(word.metres, 0.7)) / 1.7)
    const tall = Math.min(stage.height * share, (stage.width * (ratio > 3 ? 0.6 : 0.4)) / ratio)
    const wide = word.kind === 'water'
    // The distance at which its true size is the wanted one; small things come close and are drawn larger than life.
    const y = clamp(
      stage.horizon + (stage.eye * tall) / word.metres,
      stage.horizon + stage.height * 0.035,
      stage.front - stage.height * 0.02 * (rank + (i % 3)),
    )
    const spread = count > 6 ? 0.45 : count > 1 ? 0.16 : 0.1
    const at =
      spotFor(stage, r, {
        u,
        spread,
        y,
        width: tall * ratio,
        height: tall,
        on: wide ? waters : grounds,
        mayBeOpen: seats.test(word.drawing),
      }) ??
      spotFor(stage, r, {
        u,
        spread: 0.5,
        y,
        width: tall * ratio * 0.3,
        height: tall,
        on: wide ? new Set([...grounds, ...waters]) : new Set([...grounds, ...waters, matter.wall]),
      })
    if (!at) continue
    const real = word.metres * ppmAt(stage, at.y)
    const height = Math.min(clamp(real, tall * 0.62, tall * 1.3), at.y - stage.height * 0.045)
    const onWater = stage.sheet.matterAt(at.x, at.y - 2) === matter.water
    keep(stage, thing, i, { ...at, height, ratio, depth: at.y, where: onWater ? 'water' : 'ground', shadow: !onWater })
  }
}

/** What kind of spot a thing takes where the setting offers one. */
function spotKind(stage: Stage, word: Thing['word']): Stage['spots'][number]['kind'] | undefined {
  const isRoom = stage.brief.setting === 'SETTING_ROOM'
  if (isRoom && word.isOutdoor) return 'view'
  if (word.kind === 'top' || word.kind === 'wall') return word.kind
  if (word.kind === 'ground' && word.metres > 4.5 && stage.spots.some(({ kind }) => kind === 'height')) return 'height'
  return isRoom && word.metres < 0.7 && plantLike.test(word.drawing) ? 'top' : undefined
}

const seats = /chair|bench|bed|sofa/
const plantLike = /flower|rose|tulip|poppy|lavender|seedling|mushroom|branch|grass|nest/

const brief = (stage: Stage) => stage.brief

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

function placeFlock(stage: Stage, thing: Thing, rank: number, u: number, ratio: number, crowded: number): void {
  const { word, count } = thing
  const r = streamOf(stage, `flock ${thing.concept}`)
  const sky = Math.max(stage.horizon, stage.height * 0.25)
  const alone = count === 1 && rank === 0 && brief(stage).people.length === 0
  if (alone && perch(stage, thing, u, ratio)) return
  const share =
    (word.metres > 3 ? 0.2 : word.metres > 0.8 ? 0.1 : alone ? 0.062 : 0.05) * crowded * (count > 6 ? 0.8 : 1)
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
    const along = between(r, -1, 1) * stage.width * (0.06 + 0.012 * Math.min(count, 18)) * away
    const x = clamp(centre.x + along, stage.width * 0.04, stage.width * 0.96)
    const y = clamp(
      centre.y + away * (along * -0.22 * stage.side + between(r, -0.07, 0.07) * stage.height),
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

interface Put {
  x: number
  y: number
  height: number
  ratio: number
  depth: number
  far?: number
  where: 'air' | 'water' | 'ground'
  shadow: boolean
}

/** Keeps one thing as a prop of the stage. */
export function keep(stage: Stage, thing: Pick<Thing, 'concept' | 'word'>, nth: number, put: Put, asked = true): Prop {
  const { word } = thing
  const drawing = drawings[word.drawing]
  const r = streamOf(stage, `flip ${thing.concept} ${nth}`)
  const flip = r() < 0.5
  const width = put.height * put.ratio
  const draw = () => {
    const place = { x: put.x, y: put.y, size: put.height, flip, far: (put.far ?? distanceAt(stage, put.y)) * 0.8 }
    const drawOnce = () =>
      handAt(stage, `${thing.concept} ${nth}`, place, (hand) =>
        drawing ? drawing.draw(hand, { where: put.where, nth }) : drawEmoji(hand, word.drawing.slice('emoji:'.length)),
      )
    // The more the picture dissolves, the less a thing stands out from it.
    const presence = clamp(0.25 + 1.9 * stage.brief.detail, 0, 1)
    if (put.where === 'water') mirror(stage, put, drawOnce)
    else if (put.shadow) castShadow(stage, put.x, put.y, width * 0.8, put.height, paints.moss)
    if (presence >= 1) drawOnce()
    else stage.sheet.veiled(presence, drawOnce)
    if (put.where === 'water') ripple(stage, put, width)
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

export { grounds, spotFor }
