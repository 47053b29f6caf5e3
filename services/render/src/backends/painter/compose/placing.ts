import { matter } from '../composition.ts'
import { placeFlock } from './airborne.ts'
import type { Thing } from './brief.ts'
import { keep } from './keeping.ts'
import { drawings } from './motifs/all.ts'
import { fruitDrawings } from './motifs/fruits.ts'
import type { Drawing } from './motifs/drawing.ts'
import { between, clamp } from './random.ts'
import { grounds, spotFor, waters } from './spots.ts'
import { type Stage, ppmAt, streamOf } from './stage.ts'

/** How high a thing of so many metres should stand in the picture, as a share of its height. */
function shareOf(metres: number, rank: number, isAlone: boolean): number {
  const step = shares.find(([upTo]) => metres < upTo) ?? shares.at(-1)!
  return step[1] * (rank === 0 ? 1.1 : 0.92) * (isAlone && metres < 3 ? 1.2 : 1)
}

/** Up to so many metres, such a share. */
const shares: readonly (readonly [upTo: number, share: number])[] = [
  [0.35, 0.11],
  [0.7, 0.16],
  [1.3, 0.19],
  [2.6, 0.23],
  [5, 0.26],
  [9, 0.36],
  [Infinity, 0.44],
]

/**
 * Places and keeps everything the scene asks for; the setting is drawn already and its matter surveyed. `taken` are the
 * drawings of what somebody sits or lies on already.
 */
export function placeThings(stage: Stage, focus: number, taken: ReadonlySet<string> = new Set()): void {
  const { brief } = stage
  const hasPeople = brief.people.length > 0
  const isOutside = brief.setting !== 'SETTING_ROOM'
  // Fruit hangs in the tree that it is of: the tree comes first.
  const ranked = brief.things
    .map((thing, rank) => ({ thing, rank }))
    .toSorted((a, b) => Number(isFruit(a.thing)) - Number(isFruit(b.thing)) || a.rank - b.rank)
  ranked.forEach(({ thing, rank }) => {
    if (isOutside && isFruit(thing) && hangInTree(stage, thing)) return
    // What somebody sits on already is not placed a second time.
    if (thing.word.kind === 'scene' || stage.props.some(({ name, asked }) => asked && name === thing.word.drawing))
      return
    const u =
      rank === 0 && !hasPeople
        ? focus
        : rank === (hasPeople ? 0 : 1)
          ? 1 - focus + between(streamOf(stage, `second ${rank}`), -0.06, 0.06)
          : between(streamOf(stage, `u ${rank}`), 0.14, 0.86)
    // What is small is seen beside those it is told of.
    const isSmall = isOutside && hasPeople && thing.word.metres < 0.7 && thing.word.kind !== 'air' && thing.count < 7
    const beside = focus + (focus < 0.5 ? 1 : -1) * (0.15 + 0.08 * (rank % 3))
    const drawing = drawings[thing.word.drawing]
    placeGroup(stage, thing, rank, isSmall ? beside : u, drawing, taken.has(thing.word.drawing) ? 1 : 0)
  })
}

const isFruit = ({ word }: Thing): boolean => word.drawing === 'fruit' || fruitDrawings[word.drawing] !== undefined

/** Hangs fruit in the crown of a tree that the sentence names; false where there is none. */
function hangInTree(stage: Stage, thing: Thing): boolean {
  const tree = stage.props.find(
    ({ name, asked, height }) => asked && name.endsWith('tree') && height > 0.15 * stage.height,
  )
  if (!tree) return false
  const r = streamOf(stage, `hang ${thing.concept}`)
  // Fruit without a name is of the kind that is named beside it.
  const named = stage.brief.things.find((one) => isFruit(one) && one.word.drawing !== 'fruit')
  const word = thing.word.drawing === 'fruit' ? (named?.word ?? { ...thing.word, drawing: 'apple' }) : thing.word
  for (let i = 0; i < thing.count; i++) {
    const angle = r() * 6.283
    const out = Math.sqrt(r()) * 0.36
    keep(stage, { concept: thing.concept, word }, i, {
      x: tree.x + Math.cos(angle) * out * Math.min(tree.width, tree.height * 0.8),
      y: tree.y - tree.height * (0.55 - Math.sin(angle) * out * 0.62),
      height: Math.max(stage.height * 0.022, tree.height * between(r, 0.05, 0.065)),
      ratio: drawings[word.drawing]?.width ?? 1,
      depth: tree.depth + 0.5 + 0.01 * i,
      far: 0,
      where: 'ground',
      shadow: false,
    })
  }
  return true
}

function placeGroup(stage: Stage, thing: Thing, rank: number, u: number, drawing: Drawing | undefined, from = 0): void {
  const { count } = thing
  const isThrown = mayBeThrown(stage, thing)
  const word = isThrown ? { ...thing.word, kind: 'ground' as const } : thing.word
  const r = streamOf(stage, `place ${thing.concept}`)
  const crowded = thing.concept === 'village' ? 0.4 : count > 6 ? 0.62 : count > 2 ? 0.78 : count === 2 ? 0.9 : 1
  const ratio = drawing?.width ?? 1
  const isRoom = brief(stage).setting === 'SETTING_ROOM'
  if (word.kind === 'air') return placeFlock(stage, thing, rank, u, ratio, crowded)
  if (word.kind === 'top' && !isRoom && served.test(word.drawing)) setTable(stage, u)
  for (let i = from; i < count; i++) {
    const wanted = spotKind(stage, word)
    const spot = wanted === undefined ? -1 : stage.spots.findIndex(({ kind }) => kind === wanted)
    if (spot >= 0) {
      const [{ x, y, ppm, depth }] = stage.spots.splice(spot, 1) as [Stage['spots'][number]]
      // A small thing is drawn a little larger than life, the more so where there is nothing else to look at.
      const isAlone = brief(stage).things.length === 1 && count === 1
      const larger = word.metres >= 0.3 ? 1 : word.metres < 0.2 && isAlone ? 1.65 : 1.35
      const height =
        wanted === 'view' || wanted === 'height'
          ? ppm * clamp(word.metres / 7, 0.3, 1)
          : Math.max(word.metres * ppm * larger, stage.height * 0.04)
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
    let share =
      shareOf(word.metres, rank, stage.brief.things.length === 1 && stage.brief.people.length === 0) *
      crowded *
      (i === 0 ? 1 : between(r, 0.7, 1.05))
    // From afar nothing is larger beside the small figure than it is.
    if (brief(stage).viewpoint === 'VIEWPOINT_FAR')
      share = Math.min(share * 0.75, ((isRoom ? 0.21 : 0.1) * Math.max(word.metres, 0.7)) / 1.7)
    if (isFruit(thing)) share *= 0.52
    // A seat is as high as it is beside who might sit on it.
    if (isRoom && stage.grown !== undefined && seats.test(word.drawing))
      share = Math.max(share, (0.9 * stage.grown * word.metres) / 1.7)
    const tall = Math.min(stage.height * share, (stage.width * (ratio > 3 ? 0.6 : 0.4)) / ratio)
    const wide = word.kind === 'water'
    // The distance at which its true size is the wanted one; small things come close and are drawn larger than life.
    const y = clamp(
      stage.horizon + (stage.eye * tall) / word.metres,
      stage.horizon + stage.height * 0.035,
      stage.front - stage.height * 0.02 * (rank + (i % 3)),
    )
    // What was thrown lies in the middle of the floor.
    const isAtWall = isRoom && atWalls.test(word.drawing)
    const restY = isAtWall
      ? (stage.back ?? y)
      : isThrown
        ? (stage.back ?? stage.horizon) + stage.height * (0.04 + 0.02 * (i % 3))
        : y
    const spread = count > 6 ? 0.45 : count > 1 ? 0.16 : 0.1
    const at =
      spotFor(stage, r, {
        u: isThrown ? 0.5 + (u - 0.5) * 0.5 : u,
        spread,
        y: restY,
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
    const height = isThrown ? tall * 0.6 : Math.min(clamp(real, tall * 0.62, tall * 1.3), at.y - stage.height * 0.045)
    const onWater = stage.sheet.matterAt(at.x, at.y - 2) === matter.water
    const turn = isThrown ? { turn: between(r, 1.1, 1.5), flip: r() < 0.5 } : {}
    keep(stage, thing, i, {
      ...at,
      height,
      ratio,
      depth: at.y,
      where: onWater ? 'water' : 'ground',
      shadow: !onWater,
      ...turn,
    })
  }
}

/** What is eaten or drunk, and what stands on tables, for which one is set outside where tables may be. */
const served = new RegExp(
  `^(cup|glass|bottle|teapot|bowl|plate|cake|bread|cooked_fish|tofu|mussel|vase|candle|fruit|${Object.keys(fruitDrawings).join('|')})$`,
)
const wild = new Set(['SETTING_FOREST', 'SETTING_MOUNTAIN', 'SETTING_SKY'])

/** Sets a table under a cloth on open ground, once, for what is served there. */
function setTable(stage: Stage, u: number): void {
  if (wild.has(stage.brief.setting) || stage.brief.absent.has('table')) return
  if (stage.props.some(({ name }) => name === 'table')) return
  const metre = stage.height * 0.19
  const wish = { u, spread: 0.16, y: stage.horizon + stage.eye * metre, width: metre * 1.5, height: metre, on: grounds }
  const at = spotFor(stage, streamOf(stage, 'table outside'), wish)
  if (!at) return
  const word = { drawing: 'laid_table', kind: 'ground', metres: 0.76 } as const
  const put = {
    ...at,
    height: 0.76 * metre,
    ratio: 1.95,
    depth: at.y,
    where: 'ground',
    shadow: true,
    flip: false,
  } as const
  const { x, y, width, height, depth } = keep(stage, { concept: 'table', word }, 0, put, false)
  for (const [i, along] of [-0.04, 0.24, -0.26, 0.12].entries())
    stage.spots.push({
      kind: 'top',
      x: x + along * width,
      y: y - height * (i % 2 ? 0.88 : 0.93),
      ppm: metre * 1.15,
      depth: depth + 1 + 0.1 * i,
    })
}

/** Whether a small thing lies on the floor: where there is rage in a room it does not stand on a table. */
const mayBeThrown = ({ brief }: Stage, { word }: Thing): boolean =>
  brief.setting === 'SETTING_ROOM' &&
  brief.people.length > 0 &&
  brief.strain > 0.4 &&
  word.kind === 'top' &&
  throwable.test(word.drawing)

const throwable =
  /^(glass|cup|plate|bowl|vase|bottle|letter|book|box|basket|paper|photo|photograph|newspaper|notebook)$/

/** What kind of spot a thing takes where the setting offers one. */
function spotKind(stage: Stage, word: Thing['word']): Stage['spots'][number]['kind'] | undefined {
  const isRoom = stage.brief.setting === 'SETTING_ROOM'
  if (isRoom && word.isOutdoor) return 'view'
  if (word.kind === 'top' || word.kind === 'wall') return word.kind
  if (word.kind === 'ground' && word.metres > 4.5 && stage.spots.some(({ kind }) => kind === 'height')) return 'height'
  return isRoom && word.metres < 0.7 && plantLike.test(word.drawing) ? 'top' : undefined
}

/** What has its back to a wall. */
const atWalls = /^(stove|piano|television|drawer|shelf|wardrobe|washing_machine|sink|bath|toilet|altar)$/

const seats = /chair|bench|bed|sofa/
const plantLike = /flower|rose|tulip|poppy|lavender|seedling|mushroom|branch|grass|nest/

const brief = (stage: Stage) => stage.brief
