import type { Asked } from '../desk.ts'
import type { Sentence, Session } from '../session.ts'
import type { Picture, Style, View, Wish } from '../wire.ts'

/** One of several pictures that are asked for at once. */
export interface Opinion {
  wish: Wish
  ask: Asked
}

/**
 * Three ways to paint a sentence that differ in kind: from elsewhere, less of things, in another manner than `style`. `wish`
 * and `view` are of the picture at hand.
 */
export function threeOpinions(
  wish: Wish,
  styles: readonly Style[],
  { view = {}, style = wish.style || styles[0]?.name }: { view?: View | undefined; style?: string | undefined } = {},
): Opinion[] {
  const elsewhere = view.viewpoint === 'far' ? 'observer' : 'far'
  const abstraction = wish.abstraction ?? 0
  const freer = abstraction > 0.5 ? abstraction - 0.5 : abstraction + 0.5
  const manner = styles.find(({ name }) => name !== style)?.name
  return [
    { wish, ask: { beside: true, seed: 'new', viewpoint: elsewhere } },
    { wish: { ...wish, abstraction: Math.round(freer * 10) / 10 }, ask: { beside: true, seed: 'new' } },
    { wish: { ...wish, ...(manner !== undefined && { style: manner }) }, ask: { beside: true, seed: 'new' } },
  ]
}

/** What became of a request: its picture, nothing yet, or nothing any more. */
export interface Outcome {
  id: string
  picture: Picture | undefined
  preview: string | undefined
  isOver: boolean
}

/** What became of some requests, in their order; one that the house no longer has is over. */
export function outcomesOf(session: Session, ids: readonly string[]): Outcome[] {
  return ids.map((id) => {
    const sentence = session.sentences.find((one) => one.id === id)
    return {
      id,
      picture: sentence?.pictures.at(-1),
      preview: sentence?.stopped ? undefined : sentence?.preview?.image,
      isOver: isOver(sentence),
    }
  })
}

const isOver = (sentence: Sentence | undefined) =>
  sentence === undefined || sentence.done || sentence.stopped || (sentence.problem !== undefined && !sentence.request)
