/** One stroke of a dry brush: where it lies, what colour, how much paint. */
interface Stroke {
  path: string
  colour: 'sky' | 'light' | 'far' | 'water' | 'glint'
  opacity: number
}

const horizon = 212
const sun = { x: 432, y: 168 }

/** A beginning of a picture: pale strokes of sky and water about a light, with bare canvas around them. */
const strokes = beginning(7)

/** A canvas before its first picture, begun and left open, with one bird in pencil. */
export function EmptyCanvas() {
  return (
    <svg className="sketch" viewBox="0 0 640 400" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <g className="strokes">
        {strokes.map(({ path, colour, opacity }) => (
          <path key={path} className={`stroke-${colour}`} d={path} opacity={opacity} />
        ))}
      </g>
      <path className="pencil" d="M300 118c6-7 12.5-7 16.5-.5 4-7 11-7.5 18-1" />
    </svg>
  )
}

function beginning(seed: number): Stroke[] {
  let state = seed
  const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const made: Stroke[] = []
  for (let y = 52; y < 322; y += 8) {
    const isWater = y > horizon
    for (let x = 40 + chance() * 50; x < 590; x += 22 + chance() * 36) {
      const edge = Math.hypot((x - 318) / 320, (y - 190) / 160)
      if (chance() < edge ** 3 * 0.95) continue
      const nearness = Math.max(0, 1 - Math.hypot((x - sun.x) / 190, (y - sun.y) / (isWater ? 150 : 96)))
      const isLight = chance() < nearness * 1.3
      const colour = isWater ? (isLight ? 'glint' : 'water') : isLight ? 'light' : y > horizon - 22 ? 'far' : 'sky'
      const length = (isWater ? 34 : 46) + chance() * (isWater ? 40 : 54)
      const lean = (isWater ? 3 : 16) * (chance() - 0.5)
      const bend = (isWater ? 3 : 14) * (chance() - 0.5)
      made.push({
        path: hairs(x - length / 2, y + chance() * 6, length, lean, bend, chance),
        colour,
        opacity: round((0.3 + chance() * 0.4) * Math.max(0.35, 1.2 - edge)),
      })
    }
  }
  return made
}

/** A stroke as its hairs leave it: side by side, each a little longer or shorter than its neighbour. */
function hairs(x: number, y: number, length: number, lean: number, bend: number, chance: () => number): string {
  return Array.from({ length: 4 + Math.floor(chance() * 4) }, (_, hair) => {
    const from = x + chance() * 9
    const run = length - chance() * 16
    return `M${round(from)} ${round(y + hair * 1.7)}q${round(run / 2)} ${round(bend)} ${round(run)} ${round(lean)}`
  }).join('')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
