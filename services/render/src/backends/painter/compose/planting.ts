import { pick } from './random.ts'
import { type Stage, across, castShadow, distanceAt, handAt, ppmAt, streamOf } from './stage.ts'
import { paints } from './paints.ts'
import { type TreeKind, drawTree, treeWidth } from './trees.ts'

/** Keeps one tree of the setting as a prop, so that what stands before it covers it. */
export function plantTree(
  stage: Stage,
  subject: string,
  at: { u: number; y: number; size: number; kind: TreeKind; far?: number },
): void {
  const x = across(stage, at.u)
  const width = at.size * treeWidth[at.kind]
  stage.props.push({
    name: 'tree',
    x,
    y: at.y,
    width,
    height: at.size,
    depth: at.y,
    asked: false,
    draw() {
      castShadow(stage, x, at.y, width * 0.5, at.size * 0.7, paints.grass)
      handAt(stage, subject, { x, y: at.y, size: at.size, far: at.far ?? distanceAt(stage, at.y) * 0.8 }, (hand) =>
        drawTree(hand, at.kind),
      )
    },
  })
}

/** Draws a row of far trees at once, straight onto the sheet: they belong to the distance. */
export function plantRow(
  stage: Stage,
  subject: string,
  row: {
    from: number
    to: number
    y: number
    metres: number
    count: number
    kinds: readonly TreeKind[]
    far?: number
    size?: number
  },
): void {
  const r = streamOf(stage, subject)
  for (let i = 0; i < row.count; i++) {
    const u = row.from + ((row.to - row.from) * (i + 0.5 + (r() - 0.5) * 0.8)) / row.count
    const kind = pick(r, row.kinds)
    const size =
      (row.size ?? Math.max(row.metres * ppmAt(stage, row.y), stage.height * 0.035)) *
      (kind === 'bush' ? 0.4 : kind === 'poplar' ? 1.35 : 1) *
      (0.7 + 0.5 * r())
    handAt(
      stage,
      `${subject} ${i}`,
      {
        x: across(stage, u),
        // Crowns grow from the undergrowth: no row of lollipops.
        y: row.y + stage.height * 0.004 * r() + (kind === 'round' || kind === 'blossom' ? size * 0.24 : 0),
        size,
        far: row.far ?? distanceAt(stage, row.y) * 0.75,
      },
      (hand) => drawTree(hand, kind),
    )
  }
}
