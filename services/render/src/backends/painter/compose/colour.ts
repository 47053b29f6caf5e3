/** A colour in OKLab (Ottosson 2020): lightness 0 to 1, green-red, blue-yellow. Mixing in it keeps colours clean. */
export type Colour = readonly [l: number, a: number, b: number]

const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const toGamma = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055)

/** "#rrggbb" as a colour. */
export function hex(code: string): Colour {
  const value = Number.parseInt(code.slice(1), 16)
  const r = toLinear(((value >> 16) & 255) / 255)
  const g = toLinear(((value >> 8) & 255) / 255)
  const b = toLinear((value & 255) / 255)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

const byte = (v: number): number => Math.max(0, Math.min(255, Math.round(255 * toGamma(Math.max(0, v)))))

/** A colour as CSS, `alpha` 0 to 1. Out-of-gamut parts are cut off. */
export function css([L, A, B]: Colour, alpha = 1): string {
  const l = (L + 0.3963377774 * A + 0.2158037573 * B) ** 3
  const m = (L - 0.1055613458 * A - 0.0638541728 * B) ** 3
  const s = (L - 0.0894841775 * A - 1.291485548 * B) ** 3
  const r = byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const g = byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const b = byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return alpha >= 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${alpha.toFixed(3)})`
}

/** `from` at 0, `to` at 1. */
export const mix = (from: Colour, to: Colour, t: number): Colour => [
  from[0] + (to[0] - from[0]) * t,
  from[1] + (to[1] - from[1]) * t,
  from[2] + (to[2] - from[2]) * t,
]

/** Moved in lightness and on both axes of colour. */
export const shift = (c: Colour, l: number, a = 0, b = 0): Colour => [c[0] + l, c[1] + a, c[2] + b]

/** More (above 1) or less (below 1) colourful. */
export const saturate = (c: Colour, by: number): Colour => [c[0], c[1] * by, c[2] * by]
