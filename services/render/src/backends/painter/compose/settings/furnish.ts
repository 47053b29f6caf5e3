import { type Brief, type Thing, allows } from '../brief.ts'
import { drawings } from '../motifs/all.ts'
import { keep } from '../keeping.ts'
import { type Random, between } from '../random.ts'
import { sittersAtTable, tableMetre } from '../seating.ts'
import { type Stage, across, handAt } from '../stage.ts'
import type { Word } from '../vocabulary.ts'
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

/** What a room holds of its own: a table by the window, a chair, a picture on the wall; never what is said to be gone. */
export function furnish(stage: Stage, box: Box, floorY: number, r: Random): void {
  const { height, brief } = stage
  const ppm = (y: number) => (y - stage.horizon) / stage.eye
  const put = (concept: string, drawing: string, metres: number, u: number, y: number, nth = 0, asked = false) => {
    const known = drawings[drawing]
    if (!known) return undefined
    return keep(
      stage,
      { concept, word: { drawing, kind: 'ground', metres } },
      nth,
      {
        x: across(stage, u),
        y,
        height: metres * ppm(y),
        ratio: known.width,
        depth: y,
        far: 0,
        where: 'ground',
        shadow: true,
      },
      asked,
    )
  }
  const sitters = sittersAtTable(brief)
  // A table that somebody sits at stands by the window.
  const tableU = between(r, 0.27, 0.34) + (sitters > 0 ? 0.12 : 0)
  const tableY = floorY + (height - floorY) * 0.36
  if (allows(brief, 'table') && (brief.wantsTable || !brief.things.some(isWide))) {
    // Beside people a table is no larger than they are drawn.
    const largest = sitters > 0 ? tableMetre : brief.people.length > 0 ? 0.24 : Infinity
    const metres = 0.76 * Math.min(1, (height * largest) / ppm(tableY))
    const prop = put('table', 'table', metres, tableU, tableY, 0, brief.wantsTable)
    if (prop) {
      const top = prop.y - prop.height * 0.94
      for (const [i, along] of clearOf[Math.min(2, sitters)]!.entries())
        stage.spots.push({
          kind: 'top',
          x: prop.x + prop.width * along * 0.8,
          y: top + (i % 2 ? 0.03 : 0) * prop.height,
          ppm: (prop.height / 0.76) * 1.2,
          depth: prop.depth + 1 + i * 0.1,
        })
      // No lamp stands in the way of a meal.
      const isLaid = brief.things.some(({ word }) => word.kind === 'top' && sitters > (widthOf(word) > 0.25 ? 0 : 1))
      if (allows(brief, 'lamp') && !has(brief, 'lamp', 'candle') && !isLaid) {
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
    }
  }
  for (const along of [0.2, 0.8, 0.5])
    stage.spots.push({
      kind: 'top',
      x: box.x + box.w * along,
      y: box.y + box.h + stage.unit * 4,
      ppm: height * 0.19,
      depth: 0,
    })
  if (
    allows(brief, 'chair', 'empty_chair') &&
    !brief.things.some(({ word }) => word.kind === 'ground' && word.metres > 0.65 && word.isOutdoor !== true) &&
    brief.people.length === 0
  ) {
    const deserted = brief.isDeserted
    put(
      'chair',
      'chair',
      0.95,
      deserted ? between(r, 0.56, 0.64) : tableU + 0.16,
      floorY + (height - floorY) * (deserted ? 0.56 : 0.42),
    )
  }
  const doorX = across(stage, between(r, 0.86, 0.92))
  const wallSpots = [0.36, 0.3, 0.9]
  if (allows(brief, 'door') && !has(brief, 'shelf', 'mirror')) {
    const doorHeight = 2.1 * ppm(floorY) * 0.92
    handAt(stage, 'room door', { x: doorX, y: floorY, size: doorHeight, far: 0 }, (hand) =>
      drawings['door']?.draw(hand, { where: 'ground', nth: 0 }),
    )
  } else stage.spots.push({ kind: 'wall', x: doorX, y: floorY, ppm: ppm(floorY) * 0.95, depth: 1 })
  for (const [i, u] of wallSpots.entries())
    if (i < 2)
      stage.spots.push({
        kind: 'wall',
        x: across(stage, u - 0.02 * i),
        y: floorY - height * (0.28 + 0.02 * i),
        ppm: ppm(floorY) * 0.95,
        depth: 1,
      })
  if (allows(brief, 'picture') && !brief.things.some(({ word }) => word.kind === 'wall')) {
    const spot = stage.spots.find((s) => s.kind === 'wall')
    if (spot) {
      handAt(stage, 'room picture', { x: across(stage, 0.33), y: height * 0.36, size: height * 0.15, far: 0 }, (hand) =>
        drawings['picture']?.draw(hand, { where: 'ground', nth: 0 }),
      )
    }
  }
}
