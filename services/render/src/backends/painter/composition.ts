/** What the composer hands to the brush: the picture as it should look before any stroke, and what the brush must know of it. */
export interface Composition {
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
  /** sRGB, 4 bytes a pixel, opaque. */
  rgba: Uint8ClampedArray
  /** One byte a pixel: what is seen there, a value of `matter`. Strokes are clipped at its borders and led by its kind. */
  matter: Uint8Array
  /** Pixels from the top; 0 or less where no horizon is seen. */
  horizon: number
  /** Where the light comes from, in pixels; may lie outside the picture. */
  light: { x: number; y: number }
  /** Places that want the fine brush (a figure, the one bird): centre and radius in pixels. */
  focus: readonly { x: number; y: number; radius: number }[]
}

/** What a pixel shows. Each kind is painted with a brush and in directions of its own. */
export const matter = {
  sky: 0,
  cloud: 1,
  light: 2, // sun, moon, stars, lamps, lit windows
  distance: 3, // hills and woods far away
  water: 4,
  grass: 5,
  earth: 6, // ploughed land, sand, snow on the ground
  foliage: 7,
  wood: 8, // trunks, planks, furniture
  stone: 9, // rocks, walls, streets
  building: 10,
  wall: 11, // of a room
  floor: 12, // of a room
  cloth: 13, // beds, curtains, sails
  figure: 14, // people
  thing: 15, // any other motif
} as const

export type Matter = (typeof matter)[keyof typeof matter]
