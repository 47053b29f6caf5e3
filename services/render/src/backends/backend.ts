import type { Image, Look, Measured, Scene, Style } from '@aiw/proto'

/** What to paint. Every field has been checked: numbers are in range, the style is one the backend has. */
export interface Job {
  id: string
  scene: Scene
  look: Look
  /** Same scene, look and seed: same picture. */
  seed: number
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
}

export type Painted =
  | { kind: 'progress'; done: number } // 0 to 1, never falls
  | { kind: 'preview'; image: Image } // a picture in the making
  | { kind: 'picture'; image: Image; recipe: string; paintedMs: number; measured: Measured } // once, at the end

/** Something that can paint: a GPU node or the built-in painter. */
export interface Backend {
  readonly name: string
  /** What it can paint in, the house style first. */
  readonly styles: readonly Pick<Style, 'name' | 'title'>[]
  /** Pictures it paints at the same time. */
  readonly slots: number
  /** Whether it would take a job now. Never throws. */
  isReady(signal: AbortSignal): Promise<boolean>
  /** Yields progress and previews, then one picture. Aborting the signal frees it at once. Throws Failure. */
  paint(job: Job, signal: AbortSignal): AsyncIterable<Painted>
  /** Ends its threads and sockets. */
  close(): Promise<void>
}
