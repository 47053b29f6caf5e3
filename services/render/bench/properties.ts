// The measured properties of the painter over every sample scene and style: node services/render/bench/properties.ts [style]
import { styles } from '../src/backends/painter/styles.ts'
import { look as measured, paintRaw } from '../test/painter/paint.ts'
import { look, scenes } from '../test/painter/scenes.ts'

const steps = [-1, -0.5, 0, 0.5, 1]
const shares = [0, 0.25, 0.5, 0.75, 1]
const size = { width: 512, height: 320 }
type Seen = Awaited<ReturnType<typeof measured>>

const rises = (values: number[]) => values.every((value, i) => i === 0 || value > values[i - 1]!)
const falls = (values: number[]) => rises(values.map((value) => -value))
const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
const shift = (a: Seen, b: Seen) =>
  Math.hypot(a.lightness - b.lightness, a.redness - b.redness, a.yellowness - b.yellowness)
const farthest = (seen: Seen[]) => Math.max(...seen.map((one) => shift(one, seen[0]!)))

let failures = 0
const wanted = process.argv[2]
for (const { name: style } of styles) {
  if (wanted && wanted !== style) continue
  const worst = { lightness: Infinity, warmth: Infinity, drift: 0, blur: 0, abstraction: 0, off: 0 }
  for (const [index, [name, scene]] of Object.entries(scenes).entries()) {
    const seed = index * 7919 + 1
    const ladder = async (field: 'brightness' | 'warmth' | 'blur' | 'abstraction', values: number[]) => {
      const seen: Seen[] = []
      for (const value of values)
        seen.push(await measured(paintRaw({ ...size, scene, seed, look: look({ style, [field]: value }) })))
      return seen
    }
    const say = (isGood: boolean, what: string, values: number[]) => {
      if (isGood) return
      failures++
      console.log(`FAIL ${style}, ${name}: ${what}: ${values.map((value) => value.toFixed(3)).join(' ')}`)
    }
    const bright = (await ladder('brightness', steps)).map((seen) => seen.lightness)
    say(rises(bright) && bright[4]! - bright[0]! >= 20, 'lightness by brightness', bright)
    const warm = await ladder('warmth', steps)
    const yellow = warm.map((seen) => seen.yellowness)
    const drift = warm.map((seen) => seen.lightness)
    say(rises(yellow) && yellow[4]! - yellow[0]! >= 15, 'yellowness by warmth', yellow)
    say(spread(drift) < 5, 'lightness by warmth', drift)
    const blurred = await ladder('blur', shares)
    const sharp = blurred.map((seen) => seen.sharpness)
    say(falls(sharp), 'sharpness by blur', sharp)
    say(
      farthest(blurred) < 3,
      'colour by blur',
      blurred.map((seen) => shift(seen, blurred[0]!)),
    )
    say(
      Math.min(...blurred.map((seen) => seen.lightness)) > blurred[0]!.lightness - 0.5,
      'darkness by blur',
      blurred.map((seen) => seen.lightness),
    )
    const abstract = await ladder('abstraction', shares)
    const edges = abstract.map((seen) => seen.edges)
    say(falls(edges), 'edges by abstraction', edges)
    say(
      farthest(abstract) < 6,
      'colour by abstraction',
      abstract.map((seen) => shift(seen, abstract[0]!)),
    )
    worst.lightness = Math.min(worst.lightness, bright[4]! - bright[0]!)
    worst.warmth = Math.min(worst.warmth, yellow[4]! - yellow[0]!)
    worst.drift = Math.max(worst.drift, spread(drift))
    worst.blur = Math.max(worst.blur, farthest(blurred))
    worst.abstraction = Math.max(worst.abstraction, farthest(abstract))
  }
  console.log(
    `${style}: least rise of L* ${worst.lightness.toFixed(1)}, of b* ${worst.warmth.toFixed(1)}; ` +
      `most drift of L* by warmth ${worst.drift.toFixed(2)}, of colour by blur ${worst.blur.toFixed(2)}, by abstraction ${worst.abstraction.toFixed(2)}`,
  )
}
if (failures > 0) process.exitCode = 1
