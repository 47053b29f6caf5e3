import type { TimeOfDay, Weather } from '@aiw/proto'
import { type Colour, hex, mix, saturate, shift } from './colour.ts'
import { clamp } from './random.ts'

/**
 * Light and air of a picture: what the sky looks like, and what light does to a colour. Everything in a picture is
 * coloured through it, which is what holds the picture together.
 */
export interface Air {
  skyTop: Colour
  skyMid: Colour
  skyLow: Colour
  /** The light around the sun or moon. */
  glow: Colour
  /** The disc itself. */
  disc: Colour
  cloudLit: Colour
  cloudShade: Colour
  /** What far things fade into. */
  haze: Colour
  /** 0 clear to 1 thick fog. */
  thickness: number
  /** Multiplies the lightness of what the sun or moon lights. */
  gain: number
  /** Added to the colour of what is lit. */
  keyA: number
  keyB: number
  /** Multiplies the lightness of what lies in shadow. */
  shadeGain: number
  /** Added to the colour of shadows, which are never black. */
  shadeA: number
  shadeB: number
  /** Multiplies all chroma. */
  sat: number
  /** 0 to 1: how hard shadows fall. */
  sun: number
  /** 0 to 1: how much of the sky is cloud. */
  cover: number
  /** 0 day to 1 night: how much lamps count. */
  night: number
  /** 0 dry to 1 wet ground. */
  wet: number
  /** 0 to 1: snow on the ground. */
  snow: number
}

const clear = {
  day: {
    skyTop: hex('#4a86c8'),
    skyMid: hex('#86b4de'),
    skyLow: hex('#ecead2'),
    glow: hex('#fff4d2'),
    disc: hex('#fffbe8'),
    cloudLit: hex('#fff6e4'),
    cloudShade: hex('#a9b4d0'),
    haze: hex('#a9bedd'),
    thickness: 0.2,
    gain: 1.06,
    keyA: 0.002,
    keyB: 0.018,
    shadeGain: 0.7,
    shadeA: 0.008,
    shadeB: -0.038,
    sat: 1.05,
    sun: 1,
    cover: 0.35,
    night: 0,
    wet: 0,
    snow: 0,
  },
  dawn: {
    skyTop: hex('#7f9ccb'),
    skyMid: hex('#d5bccb'),
    skyLow: hex('#fbd3a0'),
    glow: hex('#ffe2a8'),
    disc: hex('#fff3c4'),
    cloudLit: hex('#ffdcc0'),
    cloudShade: hex('#a898bd'),
    haze: hex('#cdbfd2'),
    thickness: 0.45,
    gain: 1,
    keyA: 0.018,
    keyB: 0.026,
    shadeGain: 0.68,
    shadeA: 0.014,
    shadeB: -0.034,
    sat: 0.88,
    sun: 0.6,
    cover: 0.3,
    night: 0.1,
    wet: 0,
    snow: 0,
  },
  dusk: {
    skyTop: hex('#465a98'),
    skyMid: hex('#b98aa6'),
    skyLow: hex('#fbb066'),
    glow: hex('#ffc46a'),
    disc: hex('#ffe08a'),
    cloudLit: hex('#ffb27c'),
    cloudShade: hex('#7a6596'),
    haze: hex('#a98aa8'),
    thickness: 0.35,
    gain: 0.88,
    keyA: 0.03,
    keyB: 0.036,
    shadeGain: 0.54,
    shadeA: 0.016,
    shadeB: -0.05,
    sat: 0.95,
    sun: 0.8,
    cover: 0.4,
    night: 0.45,
    wet: 0,
    snow: 0,
  },
  night: {
    skyTop: hex('#16224c'),
    skyMid: hex('#243d78'),
    skyLow: hex('#4b6aa2'),
    glow: hex('#b9c6d8'),
    disc: hex('#fbf2cc'),
    cloudLit: hex('#8193b8'),
    cloudShade: hex('#2c3d70'),
    haze: hex('#33497e'),
    thickness: 0.35,
    gain: 0.56,
    keyA: -0.006,
    keyB: -0.032,
    shadeGain: 0.37,
    shadeA: 0.004,
    shadeB: -0.06,
    sat: 0.55,
    sun: 0.35,
    cover: 0.25,
    night: 1,
    wet: 0,
    snow: 0,
  },
} satisfies Record<string, Air>

const times: Record<TimeOfDay, keyof typeof clear> = {
  TIME_OF_DAY_UNSPECIFIED: 'day',
  TIME_OF_DAY_DAWN: 'dawn',
  TIME_OF_DAY_DAY: 'day',
  TIME_OF_DAY_DUSK: 'dusk',
  TIME_OF_DAY_NIGHT: 'night',
}

/** What a weather does to a clear hour: greys the sky by `grey` towards a tint, and sets the rest. */
interface Turn {
  grey: number
  /** Lightness added to the sky. */
  lift: number
  tint: Colour
  sat: number
  sun: number
  cover: number
  thickness: number
  wet?: number
  snow?: number
}

const turns: Record<Exclude<Weather, 'WEATHER_UNSPECIFIED' | 'WEATHER_CLEAR'>, Turn> = {
  WEATHER_CLOUD: { grey: 0.6, lift: 0, tint: hex('#b3bccb'), sat: 0.82, sun: 0.2, cover: 0.9, thickness: 0.4 },
  WEATHER_RAIN: {
    grey: 0.78,
    lift: -0.06,
    tint: hex('#98a3b2'),
    sat: 0.72,
    sun: 0.05,
    cover: 1,
    thickness: 0.6,
    wet: 1,
  },
  WEATHER_SNOW: { grey: 0.7, lift: 0, tint: hex('#c3c6d3'), sat: 0.62, sun: 0.2, cover: 0.8, thickness: 0.55, snow: 1 },
  WEATHER_FOG: { grey: 0.72, lift: 0.02, tint: hex('#c2c6cf'), sat: 0.6, sun: 0.1, cover: 0, thickness: 1 },
  WEATHER_STORM: {
    grey: 0.85,
    lift: -0.2,
    tint: hex('#6d7890'),
    sat: 0.78,
    sun: 0.15,
    cover: 1,
    thickness: 0.4,
    wet: 0.7,
  },
}

/** The overcast that darkness alone brings: lower and greyer than a day that is said to be cloudy. */
const gloom: Turn = { ...turns.WEATHER_CLOUD, tint: hex('#97a3b8'), lift: -0.1 }

function weathered(air: Air, turn: Turn): Air {
  // A tint that is as light as the hour, so that a grey night stays a night.
  const grey = (c: Colour, by = turn.grey): Colour =>
    mix(
      c,
      [
        turn.tint[0] * (0.35 + 0.65 * (c[0] / 0.8)) + turn.lift * (1 - air.night),
        turn.tint[1],
        turn.tint[2] - 0.02 * air.night,
      ],
      by,
    )
  const flat = 1 - turn.sun
  return {
    ...air,
    skyTop: grey(air.skyTop),
    skyMid: grey(air.skyMid),
    // Under a heavy sky the light is left along the horizon.
    skyLow: grey(air.skyLow, turn.grey * (turn.lift < -0.15 ? 0.42 : 0.8)),
    glow: grey(air.glow, turn.grey * 0.6),
    disc: grey(air.disc, turn.grey * 0.5),
    cloudLit: grey(air.cloudLit, turn.grey * 0.8),
    cloudShade: shift(grey(air.cloudShade), turn.lift * 0.5),
    haze: grey(air.haze, turn.grey * 0.8),
    thickness: Math.max(air.thickness, turn.thickness),
    gain: air.gain * (1 - 0.14 * flat) + 0.3 * turn.lift,
    keyA: air.keyA * (1 - 0.7 * flat),
    keyB: air.keyB * (1 - 0.8 * flat),
    shadeGain: air.shadeGain * (1 + 0.06 * flat) + 0.2 * turn.lift,
    shadeA: air.shadeA,
    shadeB: air.shadeB * (1 - 0.4 * flat),
    sat: air.sat * turn.sat,
    sun: air.sun * turn.sun,
    cover: turn.cover,
    wet: turn.wet ?? 0,
    snow: turn.snow ?? 0,
  }
}

/** A mixture of two airs. */
function between(from: Air, to: Air, t: number): Air {
  const out: Record<string, unknown> = {}
  for (const key of Object.keys(from) as (keyof Air)[]) {
    const a = from[key]
    const b = to[key]
    out[key] = typeof a === 'number' ? a + ((b as number) - a) * t : mix(a, b as Colour, t)
  }
  return out as unknown as Air
}

/**
 * The air of an hour and a weather. Brightness (-1 to 1) chooses between sun and overcast where the weather is not
 * said, and deepens or lightens; warmth (-1 to 1) leans light and haze towards gold or blue at equal lightness.
 */
export function airOf(time: TimeOfDay, weather: Weather, brightness: number, warmth: number): Air {
  const hour: Air = clear[times[time]]
  let air: Air
  if (weather === 'WEATHER_UNSPECIFIED')
    air = between(hour, weathered(hour, gloom), clamp(0.28 - 1.15 * brightness, 0, 1))
  else if (weather === 'WEATHER_CLEAR') air = hour
  else air = weathered(hour, turns[weather])
  // Snow gathers what light there is: by night it is the brightest of all.
  const white = 1 + 0.75 * air.snow * air.night
  air = { ...air, gain: air.gain * white, shadeGain: air.shadeGain * white }
  const b = warmth * 0.016
  const a = warmth * 0.006
  const lean = (c: Colour, by = 1): Colour => shift(c, brightness * 0.03 * by, a * by, b * by)
  return {
    ...air,
    skyTop: lean(air.skyTop, 0.6),
    skyMid: lean(air.skyMid),
    skyLow: lean(air.skyLow, 1.2),
    glow: lean(air.glow),
    cloudLit: lean(air.cloudLit),
    cloudShade: lean(air.cloudShade),
    haze: lean(air.haze, 1.2),
    gain: air.gain * (1 + 0.05 * brightness),
    shadeGain: air.shadeGain * (1 + 0.06 * brightness),
    keyA: air.keyA + a,
    keyB: air.keyB + b,
    shadeB: air.shadeB + b * 0.6,
  }
}

/** A thing's own colour where the light falls on it. */
export const lit = (air: Air, c: Colour): Colour => [
  Math.min(0.98, c[0] * air.gain),
  c[1] * air.sat + air.keyA,
  c[2] * air.sat + air.keyB,
]

/** The same colour in shadow: darker, cooler, never black. */
export const shade = (air: Air, c: Colour): Colour => [
  Math.max(0.14, c[0] * air.shadeGain + 0.015),
  c[1] * air.sat * 0.8 + air.shadeA,
  c[2] * air.sat * 0.8 + air.shadeB,
]

/** Between shadow (0) and light (1). */
export const tone = (air: Air, c: Colour, t: number): Colour => mix(shade(air, c), lit(air, c), t)

/** A colour seen through `distance` (0 here, 1 at the horizon) of air. */
export const through = (air: Air, c: Colour, distance: number): Colour => {
  const t = clamp(1 - Math.exp(-distance * (0.15 + 2.4 * air.thickness)), 0, 0.97)
  return mix(saturate(c, 1 - 0.2 * t), air.haze, t)
}
