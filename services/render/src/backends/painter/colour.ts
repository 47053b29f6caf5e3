// Colour by tables and Newton's method: only operations that IEEE 754 defines to the last bit, so pictures are alike everywhere.

/** Cube root of 0 to about 2. */
function cubeRootExactly(x: number): number {
  if (x <= 0) return 0
  let root = x < 0.01 ? 0.2 : x < 0.2 ? 0.5 : 0.9
  for (let i = 0; i < 12; i++) root -= (root * root * root - x) / (3 * root * root)
  return root
}

const roots = Float64Array.from({ length: 4098 }, (_, i) => cubeRootExactly(i / 4096))

/** Cube root of 0 to 1, by table and one step of Newton; good to 1e-6 above 0.001. */
export function cubeRoot(x: number): number {
  if (x <= 0.002) return cubeRootExactly(x)
  const at = x >= 1 ? 4096 : x * 4096
  const i = at | 0
  const guess = roots[i]! + (roots[i + 1]! - roots[i]!) * (at - i)
  return guess - (guess * guess * guess - x) / (3 * guess * guess)
}

/** x to the power 2.4 by way of the fifth root. */
function power24(x: number): number {
  if (x <= 0) return 0
  let root = 0.9
  for (let i = 0; i < 40; i++) {
    const fourth = root * root * root * root
    root -= (fourth * root - x) / (5 * fourth)
  }
  return x * x * root * root
}

/** Linear light, 0 to 1, of an sRGB byte. */
export const linear = Float64Array.from({ length: 256 }, (_, i) =>
  i / 255 <= 0.04045 ? i / 255 / 12.92 : power24((i / 255 + 0.055) / 1.055),
)

/** sRGB bytes of linear light in steps of 1/4096. */
const bytes = new Uint8Array(4097)
for (let i = 0, byte = 0; i <= 4096; i++) {
  while (byte < 255 && (linear[byte]! + linear[byte + 1]!) / 2 < i / 4096) byte++
  bytes[i] = byte
}

/** sRGB byte of linear light; light outside 0 to 1 is clipped. */
export const byteOf = (light: number): number => bytes[light <= 0 ? 0 : light >= 1 ? 4096 : (light * 4096 + 0.5) | 0]!

/** Writes OKLab (Ottosson 2020) of three sRGB bytes to `lab`: lightness 0 to 1, a and b about -0.4 to 0.4. */
export function labOf(red: number, green: number, blue: number, lab: Float64Array): void {
  labOfLight(linear[red]!, linear[green]!, linear[blue]!, lab)
}

/** As `labOf`, of linear light. */
export function labOfLight(r: number, g: number, b: number, lab: Float64Array): void {
  const l = cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  lab[0] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  lab[1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
}

/** Writes linear light of an OKLab colour to `light`, not clipped. */
export function lightOf(lightness: number, a: number, b: number, light: Float64Array): void {
  const l = lightness + 0.3963377774 * a + 0.2158037573 * b
  const m = lightness - 0.1055613458 * a - 0.0638541728 * b
  const s = lightness - 0.0894841775 * a - 1.291485548 * b
  const l3 = l * l * l
  const m3 = m * m * m
  const s3 = s * s * s
  light[0] = 4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3
  light[1] = -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3
  light[2] = -0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3
}

const scratch = new Float64Array(3)

/** An OKLab colour as one number, 0x00BBGGRR; what no screen shows is clipped. */
export function packed(lightness: number, a: number, b: number): number {
  lightOf(lightness, a, b, scratch)
  return byteOf(scratch[0]!) | (byteOf(scratch[1]!) << 8) | (byteOf(scratch[2]!) << 16)
}

/** CIE's f, of which L* = 116 f(Y) - 16 and b* = 200 (f(Y) - f(Z)). */
export const cieRoot = (t: number): number => (t > 216 / 24389 ? cubeRoot(t) : ((24389 / 27) * t + 16) / 116)
