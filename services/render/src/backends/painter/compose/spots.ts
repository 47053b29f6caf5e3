import { matter } from '../composition.ts'
import { type Random, clamp } from './random.ts'
import { type Stage, across } from './stage.ts'

/** Matter to stand on. */
export const grounds: ReadonlySet<number> = new Set([matter.grass, matter.earth, matter.stone, matter.floor])
/** Matter to fly before. */
export const skies: ReadonlySet<number> = new Set([matter.sky, matter.cloud, matter.light, matter.distance])
/** Matter to float on. */
export const waters: ReadonlySet<number> = new Set([matter.water])

/** Where something would like to be. */
export interface Wish {
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
export function spotFor(stage: Stage, r: Random, wish: Wish): { x: number; y: number } | undefined {
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
    const low = isAir ? stage.height * 0.09 + wish.height : (stage.back ?? stage.horizon + stage.height * 0.015)
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
      // What was asked for keeps a little distance.
      const pad = prop.asked ? 1.12 : 1
      const overlapX =
        Math.min(x + wish.width / 2, prop.x + (pad * prop.width) / 2) -
        Math.max(x - wish.width / 2, prop.x - (pad * prop.width) / 2)
      const overlapY = Math.min(y, prop.y) - Math.max(y - wish.height, prop.y - prop.height)
      if (overlapX > 0 && overlapY > 0)
        cost +=
          ((prop.asked ? 4.5 : 0.9) * overlapX * overlapY) / (wish.width * wish.height) +
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
