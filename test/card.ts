import encodeQR from 'qr'

/** A film that a fake camera plays, and what is on it: a card with a QR code, as a camera sees one. */

export const width = 640
export const height = 480

/** The squares of a QR code as our cards have it: which are dark. */
export const squaresOf = (text: string): boolean[][] => encodeQR(text, 'raw', { ecc: 'medium', border: 2 })

/** How the card is held. */
interface Held {
  /** Points from edge to edge of it. */
  side?: number
  /** Degrees. */
  turn?: number
  /** How much further away its far edge is: 0 held straight, 0.3 leaning back a third. */
  lean?: number
}

/** The brightness of each point, row by row: a card in front of a grey room that is darker to one side, with some noise. */
export function cardSeen(squares: readonly (readonly boolean[])[], { side = 150, turn = 17, lean = 0.15 }: Held = {}) {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)]
  return room((x, y) => {
    // From the camera to the card.
    const ex = x - width / 2 + 40
    const ey = y - height / 2 - 15
    const scale = 1 / (side + lean * ey)
    const u = (ex * cos + ey * sin) * scale + 0.5
    const v = (ey * cos - ex * sin) * scale + 0.5
    if (u < -0.3 || u > 1.3 || v < -0.2 || v > 1.2) return undefined
    return squares[Math.floor(v * squares.length)]?.[Math.floor(u * squares.length)] ? 52 : 214
  })
}

/** Nothing but the room. */
export const emptyRoom = () => room(() => undefined)

function room(at: (x: number, y: number) => number | undefined): Uint8Array {
  const seen = new Uint8Array(width * height)
  let chance = 1
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // More than one look at each point: edges are soft, as through a lens.
      let sum = 0
      for (let part = 0; part < 4; part++) sum += at(x + (part & 1) / 2, y + (part >> 1) / 2) ?? 128
      chance = (chance * 1103515245 + 12345) % 2 ** 31
      seen[y * width + x] = (sum / 4) * (0.75 + (0.25 * x) / width) + ((chance >> 16) % 9) - 4
    }
  return seen
}

/** A film without colours, as `--use-file-for-fake-video-capture` takes it. It is played over and over. */
export function filmOf(pictures: readonly Uint8Array[]): Buffer {
  const colourless = Buffer.alloc((width * height) / 2, 128)
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420mpeg2\n`)
  return Buffer.concat([head, ...pictures.flatMap((picture) => [Buffer.from('FRAME\n'), picture, colourless])])
}

/** The same as a canvas gives it. */
export function pixelsOf(picture: Uint8Array) {
  const points = Uint32Array.from(picture, (grey) => 0xff000000 + grey * 0x010101)
  return { width, height, data: new Uint8ClampedArray(points.buffer) }
}
