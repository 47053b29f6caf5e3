/** One broad stroke of the brush: where it lies, what colour, how much paint. */
interface Stroke {
  path: string
  width: number
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
      {strokes.map(({ path, width, colour, opacity }) => (
        <path key={path} className={`stroke stroke-${colour}`} d={path} strokeWidth={width} opacity={opacity} />
      ))}
      <path className="pencil" d="M300 118c6-7 12.5-7 16.5-.5 4-7 11-7.5 18-1" />
    </svg>
  )
}

function beginning(seed: number): Stroke[] {
  let state = seed
  const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  const made: Stroke[] = []
  for (let y = 62; y < 318; y += 7.5) {
    const isWater = y > horizon
    for (let x = 70 + chance() * 40; x < 560; x += 26 + chance() * 34) {
      const edge = Math.hypot((x - 330) / 300, (y - 196) / 150)
      if (chance() < edge ** 3 * 0.95) continue
      const nearness = Math.max(0, 1 - Math.hypot((x + 20 - sun.x) / 170, (y - sun.y) / (isWater ? 150 : 90)))
      const length = (isWater ? 30 : 44) + chance() * (isWater ? 44 : 52)
      const lean = (isWater ? 2 : 12) * (chance() - 0.5)
      const bend = (isWater ? 2 : 10) * (chance() - 0.5)
      const isLight = chance() < nearness * 1.25
      const colour = isWater ? (isLight ? 'glint' : 'water') : isLight ? 'light' : y > horizon - 20 ? 'far' : 'sky'
      made.push({
        path: `M${round(x)} ${round(y + chance() * 5)}q${round(length / 2)} ${round(bend)} ${round(length)} ${round(lean)}`,
        width: round((isWater ? 5 : 8) + chance() * 5),
        colour,
        opacity: round((0.2 + chance() * 0.34) * Math.max(0.3, 1.15 - edge)),
      })
    }
  }
  return made
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
