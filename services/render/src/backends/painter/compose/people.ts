import { type Brief, type Someone, allows } from './brief.ts'
import { type Figure, type Pose, drawFarFigure, drawFigure, statureOf } from './figures.ts'
import { paints } from './paints.ts'
import { drawings } from './motifs/all.ts'
import { keep, keepPerson } from './keeping.ts'
import { type Seated, seatPeople } from './seating.ts'
import { grounds, spotFor } from './spots.ts'
import type { Word } from './vocabulary.ts'
import { between, clamp, pick } from './random.ts'
import { type Stage, across, castShadow, distanceAt, handAt, ppmAt, streamOf } from './stage.ts'

/** How high a grown figure stands, as a share of the picture, by viewpoint. */
function shareOf(brief: Brief): number {
  if (brief.viewpoint === 'VIEWPOINT_FAR') return 0.085
  if (brief.viewpoint === 'VIEWPOINT_OTHER_EYES') return 0.52
  // Whoever is alone where others might be is smaller than the place.
  if (brief.isMissed && brief.setting !== 'SETTING_ROOM') return 0.23
  return brief.people.length > 4 ? 0.23 : brief.people.length > 1 ? 0.29 : 0.31
}

/** The same in a room, which says how near it is seen from. */
function roomShare({ brief, grown }: Stage): number | undefined {
  if (grown === undefined || brief.viewpoint === 'VIEWPOINT_OTHER_EYES') return undefined
  // From afar is from the door.
  if (brief.viewpoint === 'VIEWPOINT_FAR') return 0.21
  return brief.people.length > 4 ? 0.3 : grown
}

const dry = new Set(['WEATHER_UNSPECIFIED', 'WEATHER_CLEAR', 'WEATHER_CLOUD'])

/** Nobody is hand in hand where it feels darker than this. */
const darkest = -0.1

/** Somebody in a group; `holdsNext`: hand in hand with the one on their right. */
type Posed = Figure & { holdsNext: boolean }

/** How high hands meet, in metres. */
const handsAt = (one: Someone, other: Someone): number => (one.age === 'child' || other.age === 'child' ? 0.64 : 0.76)

/** Poses of a group: how it stands, walks or sits, who holds whose hand. Another moment has other poses. */
function poseOf(stage: Stage, people: readonly Someone[]): Posed[] {
  const { brief, focus } = stage
  const r = streamOf(stage, `pose ${brief.moment}`)
  const roll = r()
  const isRoom = brief.setting === 'SETTING_ROOM'
  const hasBench = brief.things.some(({ word }) => word.drawing === 'bench')
  const mayRest =
    !isRoom &&
    dry.has(brief.weather) &&
    brief.setting !== 'SETTING_TOWN' &&
    !brief.hasUmbrella &&
    people.length <= 3 &&
    brief.viewpoint !== 'VIEWPOINT_OTHER_EYES'
  let shared: Pose = roll < 0.45 || isRoom ? 'stand' : roll < 0.72 || !mayRest ? 'walk' : 'sit-ground'
  if (mayRest && allows(brief, 'bench') && (hasBench || roll > 0.84)) shared = 'sit'
  const heading = (r() < 0.5 ? -1 : 1) as -1 | 1
  const isFamily = people.some((p) => p.age === 'child') && people.length > 1
  // Hands are held where nothing dark is felt: who was hurt may have been hurt by whoever stands there.
  const mayTouch = !brief.isApart && brief.felt.brightness > darkest
  return people.map((someone, i) => {
    const pose: Pose = brief.viewpoint === 'VIEWPOINT_OTHER_EYES' && someone.role === 'self' ? 'stand' : shared
    let turn: Figure['turn'] = shared === 'walk' ? (r() < 0.55 ? 0 : heading) : r() < 0.6 ? 0 : heading
    if (shared === 'sit') turn = 0
    if (someone.role === 'self')
      turn = brief.viewpoint === 'VIEWPOINT_OTHER_EYES' ? ((stage.side * -1) as Figure['turn']) : 0
    // From behind, somebody who sits on the ground is only half of a figure.
    if (shared === 'sit-ground') turn = heading
    // In a room they look to where the light comes from, or to each other.
    if (isRoom && brief.viewpoint !== 'VIEWPOINT_OTHER_EYES')
      turn = pick(r, [
        0,
        0,
        stage.sun.x < stage.width * (stage.side > 0 ? focus : 1 - focus) ? -1 : 1,
        i === 0 && people.length > 1 ? 1 : -heading,
      ] as const) as Figure['turn']
    const next = people[i + 1]
    const close =
      mayTouch &&
      next !== undefined &&
      // More than three in a row are no chain: only children are led.
      (people.length <= 3 || someone.age === 'child' || next.age === 'child') &&
      (isFamily ||
        /mother|father|husband|wife|partner|lover|friend|child|son|daughter|grand/.test(
          next.relation + someone.relation,
        ))
    return {
      ...someone,
      pose,
      turn,
      holdsNext: close && (pose === 'stand' || pose === 'walk'),
      umbrella: brief.hasUmbrella && i % 2 === 0,
    }
  })
}

/** Places the people the scene names as one group at the focus; in a room, on what there is to rest on first. */
export function placePeople(stage: Stage, focus: number): Seated | undefined {
  const { brief } = stage
  const grown = stage.height * (roomShare(stage) ?? shareOf(brief))
  const seated = seatPeople(stage, focus, grown)
  const others = brief.people.filter((someone) => !seated?.people.has(someone))
  // Who finds no seat stands beside it.
  if (others.length === 0) return seated
  if (brief.isApart) placeApart(stage, focus, grown, others)
  else if (seated) placeGroup(stage, focus + (focus < 0.5 ? 0.2 : -0.2), grown * 1.2, others)
  else placeGroup(stage, focus, grown, others)
  return seated
}

/** Who writes and whoever else there is at either side of the picture, turned away from each other. */
function placeApart(stage: Stage, focus: number, grown: number, people: readonly Someone[]): void {
  const isOneSeated = people.length < stage.brief.people.length
  const self = people.filter(({ role }) => role === 'self')
  const near = isOneSeated ? [] : self.length > 0 ? self : people.slice(0, 1)
  const rest = people.filter((someone) => !near.includes(someone))
  // Whoever rests already is where there was room for the seat.
  const seatX = stage.props.find(({ name }) => name === 'person')?.x
  const taken = seatX === undefined ? focus : across(stage, seatX / stage.width) / stage.width
  const u = taken < 0.5 ? 0.17 : 0.83
  const away = (at: number) => ((at < 0.5 ? -1 : 1) * stage.side) as 1 | -1
  if (near.length > 0) placeGroup(stage, u, grown * (stage.isCut ? 1 : 1.06), near, away(u))
  if (rest.length > 0) placeGroup(stage, 1 - u, grown * (stage.isCut ? 1 : 0.92), rest, away(1 - u))
}

/** `away`: the side of the picture that all of them are turned to. */
function placeGroup(stage: Stage, focus: number, grown: number, people: readonly Someone[], away?: 1 | -1): void {
  const { brief } = stage
  const r = streamOf(stage, away === undefined ? 'people' : `people ${focus < 0.5}`)
  const figures = poseOf(stage, people).map((figure) =>
    away === undefined ? figure : { ...figure, pose: 'stand' as const, turn: away, holdsNext: false },
  )
  const metre = grown / 1.7
  // Later, people have gone a little further into the picture; before, they were nearer.
  const step = brief.moment === 'MOMENT_LATER' ? 0.86 : brief.moment === 'MOMENT_BEFORE' ? 1.05 : 1
  // More than two in a room are no row: every other one stands a little further back.
  const isLoose = brief.setting === 'SETTING_ROOM' && people.length > 2
  const spacing = (i: number) =>
    metre *
    (isLoose
      ? between(r, 0.42, 0.66)
      : figures[i]!.holdsNext
        ? 0.6
        : figures[i]!.pose === 'sit'
          ? 0.62
          : between(r, 0.72, 1.15))
  const gaps = figures.map((_, i) => spacing(i))
  const width = gaps.slice(0, -1).reduce((sum, gap) => sum + gap, 0) + metre * 0.5
  const wantedY = clamp(
    stage.horizon + stage.eye * metre,
    stage.back ?? stage.horizon + stage.height * 0.05,
    stage.front,
  )
  const at = stage.isCut
    ? cutAt(stage, focus, width, grown)
    : (spotFor(stage, r, {
        u: brief.viewpoint === 'VIEWPOINT_OTHER_EYES' ? focus + (focus - 0.5) * 0.5 : focus,
        spread: 0.05,
        y: wantedY,
        width,
        height: grown,
        on: grounds,
      }) ?? { x: stage.width * focus, y: wantedY })
  joinHands(
    figures,
    gaps.map((gap) => gap / metre),
  )
  let x = at.x - width / 2 + metre * 0.25
  figures.forEach((figure, i) => {
    const stature = statureOf(figure)
    // Whoever sits, sits at the height of the seat, a child with its feet in the air.
    const lift = figure.pose === 'sit' ? metre * (0.54 - 0.28 * stature) : 0
    const y = Math.min(
      stage.isCut ? Infinity : stage.front + stage.height * 0.01,
      at.y -
        lift +
        (i % 2 === 0 || figure.holdsLeft || figure.holdsRight ? 0 : between(r, -0.012, 0.018) * stage.height),
    )
    const perspective = stage.isCut ? 1 : clamp(ppmAt(stage, y) / metre, 0.85, 1.12)
    const height = metre * stature * perspective * step
    // No two of them are drawn with the same numbers.
    const back = isLoose && i % 2 === 1 ? height * between(r, 0.05, 0.1) : 0
    keepFigure(
      stage,
      figure,
      away === undefined || focus < 0.5 ? i : 9 + i,
      x,
      y - back,
      height * (back > 0 ? 0.93 : 1),
    )
    x += gaps[i]!
  })
  if (figures[0]?.pose === 'sit') seat(stage, at.x, at.y, metre * step)
}

/** Puts the hands of neighbours together; `gaps`: metres between them. */
function joinHands(figures: Posed[], gaps: readonly number[]): void {
  figures.forEach((figure, i) => {
    const next = figures[i + 1]
    if (!figure.holdsNext || !next) return
    const y = -handsAt(figure, next)
    const near = 0.5 * gaps[i]! + 0.06 * (statureOf(figure) - statureOf(next))
    figure.holdsRight = [near / statureOf(figure), y / statureOf(figure)]
    next.holdsLeft = [(near - gaps[i]!) / statureOf(next), y / statureOf(next)]
  })
}

/** Where a group stands that the lower edge of the picture cuts off at the knees. */
const cutAt = (stage: Stage, focus: number, width: number, grown: number): { x: number; y: number } => ({
  x: clamp(across(stage, focus), width * 0.5, stage.width - width * 0.5),
  y: stage.height * 1.02 + grown * 0.16,
})

/** A bench that they sit on, seen from behind and so drawn before them. */
function seat(stage: Stage, x: number, y: number, metre: number): void {
  const drawing = drawings['bench']!
  const asked = stage.brief.things.some(({ word }) => word.drawing === 'bench')
  const word: Word = { drawing: 'bench', kind: 'ground', metres: 0.9 }
  keep(
    stage,
    { concept: 'bench', word },
    0,
    {
      x,
      y: y + 1,
      height: metre * 0.8,
      ratio: drawing.width,
      depth: y + stage.height * 0.02,
      where: 'ground',
      shadow: false,
    },
    asked,
  )
}

function keepFigure(stage: Stage, figure: Figure, nth: number, x: number, y: number, height: number): void {
  const visible = figure.pose === 'sit-ground' ? 0.58 : figure.pose === 'sit' ? 0.8 : 1
  keepPerson(stage, { x, y, width: height * 0.36, height: height * visible, depth: y }, () =>
    handAt(stage, `figure ${nth}`, { x, y, size: height, far: distanceAt(stage, y) * 0.75 }, (hand) =>
      drawFigure(hand, figure),
    ),
  )
}

/** A crowd: many figures over the ground, denser in the distance, few touches each. */
export function placeCrowd(stage: Stage): void {
  const { brief } = stage
  if (brief.crowd === 0) return
  const r = streamOf(stage, 'crowd')
  const isRoom = brief.setting === 'SETTING_ROOM'
  // A room holds fewer, who stand as high as those it is told of.
  const crowd = isRoom ? 9 : brief.crowd
  const tall = isRoom ? (0.94 * (stage.grown ?? 0.4) * stage.height) / 1.7 : undefined
  for (let i = 0; i < crowd; i++) {
    let x = 0
    let y = 0
    // A few tries each: much of a street is not street.
    for (let attempt = 0; attempt < 8; attempt++) {
      y = isRoom
        ? (stage.back ?? stage.horizon) + (stage.front - (stage.back ?? stage.horizon)) * 0.6 * r()
        : stage.horizon + (stage.front - stage.horizon) * (0.13 + 0.75 * r() ** 1.4)
      x = stage.width * between(r, 0.04, 0.96)
      if (grounds.has(stage.sheet.matterAt(x, y - 2))) break
    }
    const isChild = r() < 0.18
    if (!grounds.has(stage.sheet.matterAt(x, y - 2))) continue
    const perMetre = tall === undefined ? ppmAt(stage, y) : tall * (0.85 + (0.3 * (y - stage.horizon)) / stage.height)
    const height = clamp(perMetre * (isChild ? 1.1 : 1.7), stage.height * 0.035, stage.height * (isRoom ? 0.6 : 0.3))
    if (stage.open && ((x - stage.open.x) / stage.open.rx) ** 2 + ((y - stage.open.y) / stage.open.ry) ** 2 < 1)
      continue
    const nth = i
    stage.props.push({
      name: 'person',
      x,
      y,
      width: height * 0.35,
      height,
      depth: y,
      asked: false,
      draw() {
        castShadow(stage, x, y, height * 0.3, height, paints.earth)
        handAt(stage, `crowd ${nth}`, { x, y, size: height }, (hand) => {
          if (height < stage.height * 0.12) drawFarFigure(hand, isChild)
          else
            drawFigure(hand, {
              role: 'other',
              age: isChild ? 'child' : 'adult',
              relation: nth % 5 < 2 ? 'woman' : nth % 5 < 4 ? 'man' : '',
              pose: nth % 3 === 0 ? 'stand' : 'walk',
              turn: ((nth % 3) - 1) as -1 | 0 | 1,
              umbrella: brief.weather === 'WEATHER_RAIN' && nth % 2 === 0 && !brief.absent.has('umbrella'),
            })
        })
      },
    })
  }
}
