import { type Brief, type Thing, allows } from '../brief.ts'
import { keep } from '../keeping.ts'
import { drawings } from '../motifs/all.ts'
import { type Random, between, pick } from '../random.ts'
import { sittersAtTable, tableMetre } from '../seating.ts'
import { type Stage, across, handAt, ppmAt } from '../stage.ts'
import type { Word } from '../vocabulary.ts'
import { drawDoor, drawForeground, drawFrame, drawHangingLamp } from './fittings.ts'
import { type Places, type Plan, footAt } from './plan.ts'
import type { Box } from './window.ts'

const has = (brief: Brief, ...names: string[]) => brief.things.some(({ word }) => names.includes(word.drawing))

/** Metres. */
const widthOf = (word: Word) => word.metres * (drawings[word.drawing]?.width ?? 1)

/** Furniture that leaves no room for a table nobody asked for. */
const isWide = ({ word }: Thing) => word.kind === 'ground' && word.isOutdoor !== true && widthOf(word) > 1.5

/** Where along a table's top things lie, clear of nobody, of one and of two who sit before it; a lamp on the second. */
const clearOf: readonly (readonly number[])[] = [
  [0, -0.36, 0.34, 0.16, -0.18, 0.25, -0.28, 0.08, -0.09],
  [0.1, 0.42, 0.46, 0.24, 0.34, 0, 0.18, -0.1, -0.2],
  [0.02, 0, -0.14, 0.16, -0.08, 0.2, -0.2, 0.46, -0.46],
]

/** What a room holds of its own: seldom much, another in every room, never what is said to be gone. */
export function furnish(stage: Stage, plan: Plan, boxes: readonly Box[], places: Places, r: Random): void {
  const { brief } = stage
  const table = placeTable(stage, plan, r)
  offerSills(stage, boxes)
  if (!table && allows(brief, 'lamp', 'light') && !has(brief, 'lamp', 'candle')) maybeHangLamp(stage, stage.focus, r)
  placeChair(stage, plan, table?.u, r)
  drawForeground(stage, plan)
  offerWall(stage, plan, places, r)
  const isEmpty = brief.isDeserted || r() < 0.3
  if (allows(brief, 'door') && (brief.wanted.has('door') || (!isEmpty && r() < 0.45))) placeDoor(stage, plan, places, r)
  if (isEmpty || brief.things.some(({ word }) => word.kind === 'wall')) return
  const rest = pick(r, ['pictures', 'pictures', 'shelf', 'stove', 'plant', 'drawer', 'nothing'] as const)
  if (rest === 'pictures' && allows(brief, 'picture')) hangPictures(stage, plan, places, r)
  else if (rest !== 'pictures' && rest !== 'nothing' && allows(brief, rest, 'potted_plant') && !brief.wanted.has(rest))
    standAtWall(stage, plan, places, rest, r)
}

/** The room's own table, where one is asked for or something has to lie somewhere, and now and then where nothing is. */
function placeTable(stage: Stage, plan: Plan, r: Random): { u: number } | undefined {
  const { height, brief } = stage
  const sitters = sittersAtTable(brief)
  const isNeeded = brief.wantsTable || sitters > 0 || brief.things.some(({ word }) => word.kind === 'top')
  const roll = r()
  // It stands on the other side than who is there, and by the light where somebody sits at it.
  const isLeft = brief.people.length > 0 && sitters === 0 ? stage.focus > 0.5 : r() < 0.5
  const own = isLeft ? between(r, 0.2, 0.32) : between(r, 0.68, 0.8)
  const u = sitters > 0 ? between(r, 0.38, 0.6) : own
  const drawing = r() < 0.4 ? 'laid_table' : 'table'
  const along = between(r, 0.3, 0.5)
  if (!allows(brief, 'table') || !(brief.wantsTable || !brief.things.some(isWide))) return undefined
  if (!isNeeded && roll > 0.3) return undefined
  const foot = footAt(plan, u)
  const y = foot + (height - foot) * (plan.view === 'close' ? 0.3 : along)
  // Beside people a table is no larger than they are drawn.
  const largest = sitters > 0 ? tableMetre : (stage.grown ?? 0.31) / 1.7
  const metres = 0.76 * Math.min(1, (height * (brief.people.length > 0 ? largest : 1)) / ppmAt(stage, y))
  const prop = keep(
    stage,
    { concept: 'table', word: { drawing, kind: 'ground', metres } },
    0,
    {
      x: across(stage, u),
      y,
      height: metres * ppmAt(stage, y),
      ratio: 1.95,
      depth: y,
      far: 0,
      where: 'ground',
      shadow: true,
    },
    brief.wantsTable,
  )
  const top = prop.y - prop.height * 0.94
  for (const [i, place] of clearOf[Math.min(2, sitters)]!.entries())
    stage.spots.push({
      kind: 'top',
      x: prop.x + prop.width * place * 0.8,
      y: top + (i % 2 ? 0.03 : 0) * prop.height,
      ppm: (prop.height / 0.76) * 1.2,
      depth: prop.depth + 1 + i * 0.1,
    })
  lightTable(stage, sitters, u, top, r)
  return { u }
}

/** A lamp on the table or over it: always by night, sometimes by day, never in the way of a meal. */
function lightTable(stage: Stage, sitters: number, u: number, top: number, r: Random): void {
  const { brief } = stage
  const roll = r()
  const isNight = brief.time === 'TIME_OF_DAY_NIGHT'
  if (!allows(brief, 'lamp', 'light') || has(brief, 'lamp', 'candle') || roll > (isNight ? 1 : 0.3)) return
  const isLaid = brief.things.some(({ word }) => word.kind === 'top' && sitters > (widthOf(word) > 0.25 ? 0 : 1))
  if (isLaid || (isNight && roll < 0.5)) {
    if (isNight)
      drawHangingLamp(stage, u, Math.max(stage.height * 0.06, top - stage.height * between(r, 0.34, 0.44)), r)
    return
  }
  const spot = stage.spots.splice(stage.spots.findIndex((s) => s.kind === 'top') + 1, 1)[0]!
  keep(
    stage,
    { concept: 'lamp', word: { drawing: 'lamp', kind: 'top', metres: 0.5 } },
    0,
    {
      x: spot.x,
      y: spot.y,
      height: 0.5 * spot.ppm,
      ratio: 0.8,
      depth: spot.depth,
      far: 0,
      where: 'ground',
      shadow: false,
    },
    false,
  )
}

/** By night there is a lamp even where there is no table. */
function maybeHangLamp(stage: Stage, u: number, r: Random): void {
  if (stage.brief.time !== 'TIME_OF_DAY_NIGHT') return
  drawHangingLamp(stage, u + between(r, -0.12, 0.12), stage.height * between(r, 0.04, 0.1), r)
}

/** Small things stand on window sills, too. */
function offerSills(stage: Stage, boxes: readonly Box[]): void {
  const [box] = boxes
  if (!box || box.y + box.h > (stage.back ?? stage.height) - stage.height * 0.1) return
  for (const along of [0.2, 0.8, 0.5])
    stage.spots.push({
      kind: 'top',
      x: box.x + box.w * along,
      y: box.y + box.h + stage.unit * 4,
      ppm: stage.height * 0.19,
      depth: 0,
    })
}

/** A chair with nobody on it: always where nobody is left, now and then elsewhere. Overturned where there is rage. */
function placeChair(stage: Stage, plan: Plan, tableU: number | undefined, r: Random): void {
  const { brief, height } = stage
  const [roll, at, down] = [r(), r(), r()]
  const isFallen = brief.people.length > 0 && brief.strain > 0.4
  const isOwn = brief.people.length === 0 && (brief.isDeserted || tableU !== undefined || roll < 0.5)
  if (!isFallen && !isOwn) return
  if (!allows(brief, 'chair', 'empty_chair')) return
  if (brief.things.some(({ word }) => word.kind === 'ground' && word.metres > 0.65 && word.isOutdoor !== true)) return
  const u = isFallen
    ? 0.5 + (stage.focus < 0.5 ? 0.03 : -0.03) + 0.12 * (at - 0.5)
    : brief.isDeserted || tableU === undefined
      ? 0.4 + 0.24 * at
      : tableU + (tableU < 0.5 ? 0.16 : -0.16)
  const y =
    footAt(plan, u) + (height - footAt(plan, u)) * (isFallen ? 0.42 + 0.2 * down : brief.isDeserted ? 0.56 : 0.42)
  const size =
    0.95 * Math.min(ppmAt(stage, y), brief.people.length > 0 ? (height * (stage.grown ?? 0.31)) / 1.7 : Infinity)
  keep(
    stage,
    { concept: 'chair', word: { drawing: isFallen ? 'fallen_chair' : 'chair', kind: 'ground', metres: 0.95 } },
    0,
    {
      x: across(stage, u),
      y,
      height: size,
      ratio: isFallen ? 1.3 : 0.85,
      depth: y,
      far: 0,
      where: 'ground',
      shadow: true,
    },
    false,
  )
}

/** Places for what the sentence hangs on a wall or stands against it. */
function offerWall(stage: Stage, plan: Plan, places: Places, r: Random): void {
  const { brief, height } = stage
  const asked = brief.things.filter(({ word }) => word.kind === 'wall')
  if (asked.length === 0) return
  for (const { word, count } of asked)
    for (let i = 0; i < Math.min(3, count); i++) {
      const u = places.find(0.16) ?? between(r, 0.12, 0.88)
      const foot = footAt(plan, u)
      const stands = word.drawing === 'shelf' || word.drawing === 'mirror'
      stage.spots.push({
        kind: 'wall',
        x: across(stage, u),
        y: stands ? foot : Math.max(height * 0.14 + word.metres * ppmAt(stage, foot), foot - height * 0.28),
        ppm: ppmAt(stage, foot) * 0.95,
        depth: 1,
      })
    }
}

function placeDoor(stage: Stage, plan: Plan, places: Places, r: Random): void {
  const { brief } = stage
  const height = 2.05 * ppmAt(stage, plan.floorY) * 0.92
  const width = (height * 0.54) / stage.width
  const u = places.find(width + 0.02) ?? (brief.wanted.has('door') ? (stage.focus < 0.5 ? 0.86 : 0.16) : undefined)
  if (u === undefined) return
  const isOpen = brief.strain < 0.1 && r() < 0.35 && allows(brief, 'light')
  drawDoor(stage, { x: across(stage, u), y: footAt(plan, u), size: height }, isOpen, r)
}

function hangPictures(stage: Stage, plan: Plan, places: Places, r: Random): void {
  const { height } = stage
  const count = pick(r, [1, 1, 2, 3] as const)
  for (let i = 0; i < count; i++) {
    const size = height * between(r, 0.1, 0.2)
    const u = places.find((size * 1.2) / stage.width + 0.03)
    if (u === undefined) return
    drawFrame(
      stage,
      i,
      { x: across(stage, u), y: Math.min(plan.floorY - height * 0.2, height * between(r, 0.3, 0.42)), size },
      r,
    )
  }
}

/** Something that stands against the wall, with its real height in metres. */
const atWall = {
  shelf: ['shelf', 1.8],
  stove: ['stove', 0.95],
  plant: ['potted_plant', 0.9],
  drawer: ['drawer', 0.95],
} as const

function standAtWall(stage: Stage, plan: Plan, places: Places, what: keyof typeof atWall, r: Random): void {
  const [drawing, metres] = atWall[what]
  const known = drawings[drawing]
  if (!known) return
  const size = metres * ppmAt(stage, plan.floorY) * between(r, 0.85, 1)
  const u = places.find((size * known.width) / stage.width + 0.02)
  if (u === undefined) return
  const y = footAt(plan, u) + stage.height * 0.006
  handAt(stage, `room ${what}`, { x: across(stage, u), y, size, far: 0 }, (hand) =>
    known.draw(hand, { where: 'ground', nth: 0 }),
  )
}
