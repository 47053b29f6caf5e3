import { type Brief, allows } from '../brief.ts'
import { type Random, between, pick } from '../random.ts'
import { isRestAsked } from '../seating.ts'
import { type Stage, across, streamOf } from '../stage.ts'

/** How a room is seen and where its light comes from. */
export interface Plan {
  /** From across the room, from a seat in it, into its corner, or over the shoulders of who is there. */
  view: 'across' | 'seat' | 'corner' | 'close'
  /** A window, one down to the floor, two narrow ones, one in the side wall, or light from outside of the picture. */
  opening: 'window' | 'tall' | 'pair' | 'beside' | 'unseen' | 'none'
  /** Where the wall that we face meets the floor, at its corner. Pixels. */
  floorY: number
  /** How much lower it meets it at its other end. Pixels. */
  slope: number
  /** Where across the corner is, 0 to 1; below 0 none is seen. */
  corner: number
  /** How far down the side wall reaches at the edge of the picture: 0 not at all, 1 to its lower edge. */
  fall: number
}

/** Everything a view decides: shares of the picture's height, and metres for the eye. */
const views = {
  across: { horizon: 0.41, eye: 1.45, floor: [0.65, 0.71], grown: [0.4, 0.36], fall: 0.64 },
  seat: { horizon: 0.36, eye: 1.2, floor: [0.71, 0.76], grown: [0.52, 0.46], fall: 0.64 },
  corner: { horizon: 0.37, eye: 1.3, floor: [0.64, 0.7], grown: [0.47, 0.42], fall: 0.9 },
  close: { horizon: 0.33, eye: 1.15, floor: [0.77, 0.82], grown: [0.74, 0.66], fall: 0.7 },
} as const

/** Whether the sentence asks for what is seen through a window: the window is before us then. */
const needsWindow = (brief: Brief): boolean =>
  ['window', 'sill', 'curtain'].some((drawing) => brief.wanted.has(drawing)) ||
  brief.things.some(({ word }) => word.isOutdoor === true || word.kind === 'air') ||
  !['WEATHER_UNSPECIFIED', 'WEATHER_CLEAR'].includes(brief.weather)

/** Whether the people of the scene can be so near that the picture cuts them off. */
const mayBeClose = (brief: Brief): boolean =>
  brief.people.length > 0 &&
  brief.people.length <= 3 &&
  brief.crowd === 0 &&
  !brief.isMissed &&
  !brief.hasUmbrella &&
  brief.viewpoint !== 'VIEWPOINT_FAR' &&
  brief.viewpoint !== 'VIEWPOINT_OTHER_EYES' &&
  !isRestAsked(brief) &&
  brief.things.every(({ word }) => word.kind !== 'ground' || word.isOutdoor === true)

function viewOf(brief: Brief, r: Random): Plan['view'] {
  const roll = r()
  if (brief.viewpoint === 'VIEWPOINT_FAR') return 'across'
  if (mayBeClose(brief) && roll < 0.4) return 'close'
  // Who is angry or afraid is not looked at from across the room.
  const far = brief.isApart ? 0.4 : 0.58
  return roll < far ? 'seat' : roll < 0.8 ? 'corner' : 'across'
}

function openingOf(brief: Brief, view: Plan['view'], r: Random): Plan['opening'] {
  const roll = r()
  const asked = needsWindow(brief)
  if (!allows(brief, 'window')) return 'none'
  if (view === 'corner' && !asked) return roll < 0.65 ? 'beside' : 'unseen'
  if (roll < 0.3 && !asked && brief.time !== 'TIME_OF_DAY_NIGHT') return 'unseen'
  return pick(r, view === 'close' ? ['window', 'window', 'tall'] : ['window', 'tall', 'pair', 'window'])
}

/** Plans a room and tells the stage how it is seen. All of it from the seed and from what the scene cannot do without. */
export function planOf(stage: Stage): Plan {
  const { brief, height } = stage
  const r = streamOf(stage, 'room plan')
  const view = viewOf(brief, r)
  const { horizon, eye, floor, grown, fall } = views[view]
  const opening = openingOf(brief, view, r)
  stage.horizon = height * horizon
  stage.eye = eye
  stage.reach = 0
  const floorY = height * between(r, floor[0], floor[1])
  stage.front = height * 0.975
  stage.back = floorY + height * 0.055
  stage.grown = grown[brief.people.length > 1 ? 1 : 0]
  stage.isCut = view === 'close'
  // A wall before us is flat to us, or there is a corner at one end of it.
  const corner = view === 'corner' ? between(r, 0.26, 0.4) : r() < 0.45 ? -1 : between(r, 0.07, 0.18)
  return { view, opening, floorY, corner, fall, slope: view === 'corner' ? height * between(r, 0.03, 0.07) : 0 }
}

/** Where the wall that we face meets the floor at `u`, in pixels from the top. */
export const footAt = ({ floorY, slope, corner }: Plan, u: number): number =>
  floorY + slope * Math.max(0, (u - Math.max(0, corner)) / (1 - Math.max(0, corner)))

/** A point of the side wall: `t` 0 at the corner to 1 at the edge of the picture, `q` 1 at its foot and 0 at the eye's height. */
export function onSideWall(stage: Stage, plan: Plan, t: number, q: number): [x: number, y: number] {
  const foot = plan.floorY + (stage.height - plan.floorY) * plan.fall * t
  return [across(stage, plan.corner * (1 - t) - 0.01 * t), stage.horizon + (foot - stage.horizon) * q]
}

/** The free places of a wall: what takes one keeps others away from it. */
export function placesOn(
  from: number,
  r: Random,
): { take(u: number, width: number): void; find(width: number): number | undefined } {
  const taken: [number, number][] = []
  const isFree = (u: number, half: number) => taken.every(([low, high]) => u + half < low || u - half > high)
  return {
    take(u, width) {
      taken.push([u - width / 2, u + width / 2])
    },
    find(width) {
      const half = width / 2
      for (let i = 0; i < 14; i++) {
        const u = between(r, from + half, 0.97 - half)
        if (!isFree(u, half)) continue
        taken.push([u - half, u + half])
        return u
      }
      return undefined
    },
  }
}

/** The free places of the wall we face. */
export type Places = ReturnType<typeof placesOn>
