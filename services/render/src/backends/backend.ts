import type { Image, Look, Measured, Node, Scene, Style } from '@aiw/proto'

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

/** One way in which a backend could paint a job. */
export interface Offer {
  /** What it would paint with, in the backend's own words. */
  way: string
  /** 0: the built-in painter's; 1: a recipe in full. Fewer steps and smaller sizes lie between. */
  quality: number
  /** Expected milliseconds from now to the finished picture, what lies before it on the backend included. */
  ms: number
  /** Milliseconds by which it delays a job after it: its own time, divided by how many the backend paints at once. */
  delayMs: number
}

/** Something that can paint: a GPU node or the built-in painter. */
export interface Backend {
  readonly name: string
  /** What it can paint in now, the house style first. */
  readonly styles: readonly Pick<Style, 'name' | 'title'>[]
  /** Pictures it takes at the same time, those that wait on it included. */
  readonly slots: number
  /** Why it takes no job now, for an operator; empty while it would. Never holds a word of a scene. */
  readonly problem: string
  /** What runs there, for an operator; the painter has nothing to tell. */
  readonly about?: Pick<Node, 'version' | 'device' | 'recipes' | 'missing' | 'leaks'>
  /** Ways it could paint a job now, the best first; none while it has a problem or has not the style. */
  offers(job: Job): readonly Offer[]
  /** Yields progress and previews, then one picture. Aborting the signal frees it at once. Throws Failure. */
  paint(job: Job, signal: AbortSignal, offer: Offer): AsyncIterable<Painted>
  /** Calls back whenever `problem`, `styles` or `offers` may have changed by themselves. */
  watch(changed: () => void): void
  /** Ends its threads and sockets. */
  close(): Promise<void>
}

/** Brings pictures of any model to the look that was asked for, off the event loop. */
export interface Finisher {
  /** A finished picture: toned, blurred and abstracted as the job's look says, then measured. `image`: PNG, JPEG or WebP
   *  of any size; what comes back has the job's size. Throws Failure: `internal` for what is no image. */
  picture(image: Uint8Array, job: Job, signal: AbortSignal): Promise<{ image: Image; measured: Measured }>
  /** A preview in the same tone, as blurred and as abstract, about 512 wide. */
  preview(image: Uint8Array, job: Job, signal: AbortSignal): Promise<Image>
}
