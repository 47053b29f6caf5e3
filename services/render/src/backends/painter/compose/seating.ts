import { Path2D } from '@napi-rs/canvas'
import { type Brief, type Someone, type Thing, allows } from './brief.ts'
import { drawFigure, statureOf } from './figures.ts'
import { type Body, type Put, keep, keepPerson } from './keeping.ts'
import { drawings } from './motifs/all.ts'
import { fruitDrawings } from './motifs/fruits.ts'
import { coverOf } from './motifs/furniture.ts'
import { drawLying, drawReclining } from './resting.ts'
import { grounds, spotFor } from './spots.ts'
import { type Prop, type Stage, handAt, streamOf } from './stage.ts'

/** Who sits or lies, and the drawings of what they do it on. */
export interface Seated {
  people: ReadonlySet<Someone>
  on: ReadonlySet<string>
}

/** A metre at a table that people sit at, as a share of the picture's height. */
export const tableMetre = 0.36

/** What a room has to rest on: how it is done, and how high and wide it is beside who does it. */
const rests: Readonly<Record<string, Rest | undefined>> = {
  __proto__: null as never,
  bed: { rest: lieDown, metres: 0.95, width: 2.8 },
  hospital_bed: { rest: lieDown, metres: 1.05, width: 2.8 },
  sofa: { rest: onSofa, metres: 0.92, width: 2.4 },
  bench: { rest: onBench, metres: 0.9, width: 2.3 },
  armchair: { rest: onArmchair, metres: 1.05, width: 1 },
  wheelchair: { rest: onWheelchair, metres: 1, width: 1 },
  chair: { rest: onChair, metres: 0.95, width: 0.85 },
}

interface Rest {
  rest: (seat: Seat) => readonly Someone[]
  metres: number
  width: number
}

/** A piece of furniture and where it stands. */
interface Seat {
  stage: Stage
  thing: Thing
  put: Put
  /** Pixels. */
  metre: number
  /** The room's own: nobody asked for it. */
  isOwn: boolean
}

/** What people sit down to, where nothing else is said of where they are. */
const meals = new Set([
  'cooked_fish',
  'plate',
  'bowl',
  'bread',
  'cake',
  'fruit',
  'tofu',
  'mussel',
  ...Object.keys(fruitDrawings),
])

/**
 * What somebody rests on: the first such thing of the sentence, else the table with a meal on it. A chair at a table
 * that is asked for is the table's.
 */
function restOf(brief: Brief): Thing | 'table' | undefined {
  // In the dark only one who is alone, or people who are calm, sit down to a meal.
  const { felt } = brief
  const isPeaceful = !brief.isApart && (felt.brightness > -0.24 || felt.energy < 0.3 || brief.people.length === 1)
  const isMeal = isPeaceful && brief.strain < 0.5 && brief.things.some(({ word }) => meals.has(word.drawing))
  if (brief.people.length === 0 || brief.viewpoint === 'VIEWPOINT_OTHER_EYES') return undefined
  const thing = brief.things.find(({ word, concept }) => rests[word.drawing] && !concept.startsWith('empty_'))
  if (thing === undefined) return (brief.wantsTable && !brief.isApart) || isMeal ? 'table' : undefined
  return brief.wantsTable && thing.word.drawing === 'chair' && !brief.isApart ? 'table' : thing
}

/** Whether somebody sits or lies on what the sentence names. */
export const isRestAsked = (brief: Brief): boolean => restOf(brief) !== undefined

/** What the room itself has to sit on, now and then, where nothing is said: an armchair, or a sofa for two. */
function ownSeat(stage: Stage): Thing | undefined {
  const { brief } = stage
  const r = streamOf(stage, 'own seat')
  const [roll, which] = [r(), r()]
  const isPlain =
    brief.people.length > 0 &&
    brief.people.length <= 2 &&
    !brief.isApart &&
    !brief.isMissed &&
    !brief.wantsTable &&
    brief.strain < 0.1 &&
    brief.viewpoint !== 'VIEWPOINT_OTHER_EYES' &&
    brief.viewpoint !== 'VIEWPOINT_FAR' &&
    !brief.things.some(({ word }) => word.kind === 'ground' && word.isOutdoor !== true)
  if (stage.isCut || !isPlain || roll > 0.4 || !allows(brief, 'chair', 'empty_chair', 'armchair', 'sofa'))
    return undefined
  const drawing = brief.people.length === 2 && which < 0.6 ? 'sofa' : 'armchair'
  return { concept: drawing, word: { drawing, kind: 'ground', metres: rests[drawing]!.metres }, count: 1 }
}

/** How many sit at the room's own table: as many as two, where one is asked for or a meal is. */
export const sittersAtTable = (brief: Brief): number =>
  restOf(brief) === 'table' ? Math.min(2, brief.people.length) : 0

/** In a room, seats or lays down who can be: on a bed, a sofa, a chair, or at the table. `grown` is a grown-up's height. */
export function seatPeople(stage: Stage, focus: number, grown: number): Seated | undefined {
  const { brief } = stage
  if (brief.setting !== 'SETTING_ROOM') return undefined
  const asked = restOf(brief)
  const thing = asked ?? ownSeat(stage)
  if (thing === undefined) return undefined
  if (thing === 'table') return atTable(stage)
  const { rest, metres, width } = rests[thing.word.drawing]!
  // Who sits or lies is less high than who stands, and is drawn larger for it.
  const metre = Math.max((grown / 1.7) * (width > 2 ? 1.36 : 1.24), 0.1 * stage.height)
  const back = stage.back ?? stage.horizon
  const height = metres * metre
  const wish = {
    u: focus,
    spread: 0.04,
    y: back + 0.3 * (stage.front - back),
    width: height * width,
    height: metre * 1.3,
  }
  const at = spotFor(stage, streamOf(stage, 'seat'), { ...wish, on: grounds, mayBeOpen: true })
  if (!at) return undefined
  const put: Put = { ...at, height, ratio: width, depth: at.y, far: 0, where: 'ground', shadow: true }
  const people = rest({ stage, thing, put, metre, isOwn: asked === undefined })
  const isBed = rest === lieDown
  return people.length > 0
    ? { people: new Set(people), on: new Set(isBed ? ['bed', 'hospital_bed'] : [thing.word.drawing]) }
    : undefined
}

/** Who may rest on one thing: everybody, or only one of those who keep away from each other. */
const resting = ({ people, isApart }: Brief): readonly Someone[] =>
  isApart ? [people.find(({ role }) => role === 'self') ?? people[0]!] : people

const towardsWindow = (stage: Stage, x: number): 1 | -1 => (stage.sun.x >= x ? 1 : -1)

/** Keeps the furniture itself, under its own name. */
function keepSeat({ stage, thing, put, isOwn }: Seat, drawing: string, over: Partial<Put>): Prop {
  return keep(stage, { ...thing, word: { ...thing.word, drawing } }, 0, { ...put, ...over }, !isOwn)
}

function keepResting(stage: Stage, someone: Someone, body: Body, draw: (nth: string) => void): void {
  keepPerson(stage, body, () => draw(`seated ${stage.brief.people.indexOf(someone)}`), false)
}

/** Somebody who sits, their hips `seat` pixels above y: from behind, or turned to a side. */
function sit(
  stage: Stage,
  someone: Someone,
  at: { x: number; y: number; seat: number; depth: number; metre: number; turn?: 1 | -1 | 0; isBehindBed?: boolean },
  thenDraw?: () => void,
): void {
  const height = at.metre * statureOf(someone)
  const y = at.y - at.seat + 0.28 * height
  const body = { x: at.x, y: at.y, width: height * 0.36, height: at.seat + 0.5 * height, depth: at.depth }
  keepResting(stage, someone, body, (subject) => {
    const draw = () =>
      handAt(stage, subject, { x: at.x, y, size: height, far: 0 }, (hand) =>
        drawFigure(hand, { ...someone, pose: 'sit', turn: at.turn ?? 0, umbrella: false }),
      )
    // No feet show under a bed that somebody sits on the far side of.
    const above = new Path2D()
    above.rect(0, 0, stage.width, at.y - 0.5 * at.seat)
    if (at.isBehindBed) stage.sheet.clip(above, draw)
    else draw()
    thenDraw?.()
  })
}

/** The one who lies where only one does: a child or somebody old, else who writes. */
const whoLies = (people: readonly Someone[]): Someone =>
  people.find(({ age }) => age !== 'adult') ?? people.find(({ role }) => role === 'self') ?? people[0]!

/** One lies in the bed, and one sits on its far edge, turned to the pillow. Where somebody is missed the bed is empty. */
function lieDown(seat: Seat): readonly Someone[] {
  const { stage, thing, put, metre } = seat
  const { isMissed } = stage.brief
  const people = resting(stage.brief)
  // The pillow is on the side away from the window.
  const head = towardsWindow(stage, put.x) > 0 ? -1 : 1
  keepSeat(seat, thing.word.drawing, { flip: head < 0 })
  const lying = isMissed ? undefined : whoLies(people)
  if (lying) {
    const body = { x: put.x, y: put.y, width: put.height * 2, height: put.height * 0.95, depth: put.depth + 0.1 }
    keepResting(stage, lying, body, (subject) =>
      handAt(stage, subject, { x: put.x, y: put.y, size: put.height, flip: head < 0, far: 0 }, (hand) =>
        drawLying(hand, lying, coverOf(thing.word.drawing)),
      ),
    )
  }
  const beside = people.find((someone) => someone !== lying)
  if (beside)
    sit(stage, beside, {
      x: put.x - head * put.height * (lying ? 0.2 : 0.35),
      y: put.y,
      seat: put.height * 0.57,
      depth: put.depth - 0.1,
      metre,
      turn: lying ? head : 0,
      isBehindBed: true,
    })
  return [lying, beside].filter((someone) => someone !== undefined)
}

/** One lies along it; two or three sit side by side, seen from behind, and beside an empty place who misses somebody. */
function onSofa(seat: Seat): readonly Someone[] {
  const { stage, put, metre } = seat
  const { isMissed } = stage.brief
  const people = resting(stage.brief)
  if (people.length > 1 || isMissed) return sideBySide(seat, 'sofa_back', people.slice(0, 3), 0.6)
  const [someone] = people as [Someone]
  const head = towardsWindow(stage, put.x) > 0 ? -1 : 1
  keepSeat(seat, 'sofa', {})
  const height = metre * statureOf(someone) * 1.06
  const y = put.y - put.height * 0.4
  const x = put.x + head * put.height * 0.08
  const body = { x: put.x, y: put.y, width: height, height: put.height, depth: put.depth + 0.1 }
  keepResting(stage, someone, body, (subject) =>
    handAt(stage, subject, { x, y, size: height, flip: head > 0, far: 0 }, (hand) => drawReclining(hand, someone)),
  )
  return people
}

function onBench(seat: Seat): readonly Someone[] {
  return sideBySide(seat, 'bench', resting(seat.stage.brief).slice(0, 3), 0.46)
}

function sideBySide(seat: Seat, drawing: string, people: readonly Someone[], gap: number): readonly Someone[] {
  const { stage, put, metre } = seat
  keepSeat(seat, drawing, {})
  const r = streamOf(stage, 'side by side')
  const from = stage.brief.isMissed && people.length === 1 ? (r() < 0.5 ? -gap : gap) : 0
  people.forEach((someone, i) =>
    sit(stage, someone, {
      x: put.x + metre * (from + gap * (i - (people.length - 1) / 2)),
      y: put.y,
      seat: metre * 0.52,
      depth: put.depth - 0.2 + 0.01 * i,
      metre,
    }),
  )
  return people
}

/** Who sits where only one can: somebody old, else who writes. Nobody, where the seat is empty because one is missed. */
function whoSits(brief: Brief): Someone | undefined {
  if (brief.isMissed) return undefined
  const people = resting(brief)
  return people.find(({ age }) => age === 'old') ?? people.find(({ role }) => role === 'self') ?? people[0]
}

/** One sits, turned to the window; `over` is the part of the seat that is nearer than they are. */
function sitSideways(
  seat: Seat,
  drawing: string,
  at: { seat: number; back: number; over?: string },
): readonly Someone[] {
  const { stage, put, metre } = seat
  const someone = whoSits(stage.brief)
  if (someone === undefined) return []
  const facing = towardsWindow(stage, put.x)
  const place = { x: put.x, y: put.y, size: put.height, flip: facing < 0, far: 0 }
  keepSeat(seat, drawing, { flip: facing < 0 })
  sit(
    stage,
    someone,
    {
      x: put.x + facing * at.back * metre,
      y: put.y,
      seat: at.seat * metre,
      depth: put.depth + 0.1,
      metre,
      turn: facing,
    },
    at.over === undefined
      ? undefined
      : () => handAt(stage, 'arm', place, (hand) => drawings[at.over!]!.draw(hand, { where: 'ground', nth: 0 })),
  )
  return [someone]
}

function onArmchair(seat: Seat): readonly Someone[] {
  return sitSideways(seat, 'armchair_side', { seat: 0.47, back: -0.1, over: 'armchair_arm' })
}

function onWheelchair(seat: Seat): readonly Someone[] {
  return sitSideways(seat, 'wheelchair', { seat: 0.5, back: -0.04, over: 'wheelchair' })
}

function onChair(seat: Seat): readonly Someone[] {
  return sitSideways(seat, 'chair', { seat: 0.5, back: -0.06 })
}

/** One or two at the room's table, from behind, on chairs that stand before it. */
function atTable(stage: Stage): Seated | undefined {
  const { brief } = stage
  const table = stage.props.find(({ name }) => name === 'table')
  if (!table) return undefined
  const metre = table.height / 0.76
  const people = brief.people.slice(0, 2)
  const alongs = people.length === 1 ? [-0.42] : [-0.43, 0.43]
  people.forEach((someone, i) => {
    const x = table.x + table.width * alongs[i]! * 0.8
    const y = Math.min(stage.front, table.y + 0.14 * metre)
    const height = 0.95 * metre
    const chair = { concept: 'chair', word: { drawing: 'chair_back', kind: 'ground', metres: 0.95 } } as const
    const put = { x, y, height, ratio: 0.5, depth: table.depth + 4 + i, far: 0, where: 'ground', shadow: true } as const
    keep(
      stage,
      chair,
      i,
      put,
      brief.things.some(({ word }) => word.drawing === 'chair'),
    )
    sit(stage, someone, { x, y, seat: 0.47 * metre, depth: table.depth + 3.5 + i, metre })
  })
  return { people: new Set(people), on: new Set(['chair']) }
}
