import { readCode } from './code.ts'

/** A picture as a canvas gives it: four bytes for each point, row by row. */
export interface Seen {
  width: number
  height: number
  data: Uint8ClampedArray
}

/**
 * asking ─▶ looking ─▶ other, and on until a code is seen or somebody leaves. Anything else is an end without a code:
 * `refused` by the person or the browser, `missing` where there is no camera, `busy` where it does not answer, `gone` when it
 * was taken away, `late` when no card came for two minutes, `failed` when what reads pictures could not be brought.
 * `other`: a QR code that holds something else.
 */
export type ScanState = 'asking' | 'looking' | 'other' | 'refused' | 'missing' | 'busy' | 'gone' | 'late' | 'failed'

/** How long a camera looks on while nobody shows it a card, in milliseconds: whoever went away left it on. */
const longestMs = 120_000

interface Means {
  /** Brings what reads the QR code in a picture; that throws where it finds none. */
  bringReader: () => Promise<(picture: Seen) => string>
  /** Opens the camera; the browser asks the person, if need be. Throws what the browser throws. */
  open: () => Promise<MediaStream>
  /** Shows what it sees. */
  show: (camera: MediaStream) => void
  /** What it sees next; undefined as long as there is nothing yet. */
  look: () => Promise<Seen | undefined>
  onState: (state: ScanState) => void
}

/**
 * Looks through the camera until it sees a code, and gives it in the one form that codes have; undefined when it ends without
 * one. However it ends the camera is off, and at the very moment the signal is aborted.
 */
export async function scanCode(means: Means, signal: AbortSignal): Promise<string | undefined> {
  const { bringReader, open, show, look } = means
  const become = (state: ScanState): undefined => {
    if (!signal.aborted) means.onState(state)
  }
  become('asking')
  const read = await bringReader().catch(() => become('failed'))
  if (!read || signal.aborted) return undefined
  const camera = await open().catch((error: unknown) => become(troubleOf(error)))
  if (!camera) return undefined
  const letGo = () => {
    for (const track of camera.getTracks()) track.stop()
  }
  signal.addEventListener('abort', letGo)
  try {
    // Somebody left while the browser was asking.
    if (signal.aborted) return undefined
    show(camera)
    become('looking')
    const end = performance.now() + longestMs
    for (;;) {
      const picture = await look()
      if (signal.aborted) return undefined
      if (camera.getTracks().some(({ readyState }) => readyState === 'ended')) return become('gone')
      if (performance.now() > end) return become('late')
      const text = picture && textIn(picture, read)
      if (text === undefined) continue
      const { code, fault } = readCode(text)
      if (!fault) return code
      become('other')
    }
  } catch {
    return become('busy')
  } finally {
    signal.removeEventListener('abort', letGo)
    letGo()
  }
}

function textIn(picture: Seen, read: (picture: Seen) => string): string | undefined {
  try {
    return read(picture)
  } catch {
    return undefined
  }
}

/** By the browser's own names. */
function troubleOf(error: unknown): ScanState {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return 'busy'
}
