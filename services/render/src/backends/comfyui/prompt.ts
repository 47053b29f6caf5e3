import type { Job } from '../backend.ts'
import {
  chineseNegative,
  chineseSafe,
  chineseSentences,
  chineseStyles,
  chineseWordsForPeople,
} from './prompt/chinese.ts'
import { englishNegative, englishSafe, englishSentences, englishTags } from './prompt/english.ts'
import { gradeOf, leftAt } from './prompt/dials.ts'
import { styles as englishStyles, wordsForPeople } from './prompt/english-phrases.ts'
import { type Piece, clipTokens, namingOf, plainText } from './prompt/pieces.ts'
import { type View, viewOf } from './prompt/scene.ts'
import type { Recipe } from './recipe.ts'

/** What a model is told. No word of a writer is in it: all its words come from the files beside this one and the recipe. */
export interface Prompt {
  /** What is to be seen, and how it is painted. */
  positive: string
  /** What is not to be seen; empty for a model that cannot be told. */
  negative: string
  /** What keeps any picture fit for a hospital, for a graph that tells it apart; else it is part of `positive`. */
  safe: string
}

/** Tokens CLIP reads of a prompt, without the two that mark its ends. */
export const mostClipTokens = 75
/** Letters of a long prompt; in Chinese a letter says more. */
export const mostLetters = { en: 1_400, zh: 500 } as const

/**
 * Composes what a model is told of a scene, in the recipe's language and manner. Pure: same scene, look, seed and recipe,
 * same prompt. What is absent is never named in `positive` or `safe`; what is shown stands for it.
 */
export function promptFor(
  job: Pick<Job, 'scene' | 'look'> & Partial<Pick<Job, 'seed'>>,
  recipe: Pick<Recipe, 'prompt' | 'loras' | 'graph'>,
): Prompt {
  const view = viewOf(job)
  const { look } = job
  const { form, negative } = recipe.prompt
  const language = recipe.prompt.languages[0]!
  const hasPeople = isAnybodySeen(view) && leftAt[gradeOf('abstraction', look.abstraction)]!.people > 0
  const isSafeApart = JSON.stringify(recipe.graph).includes('"$safe"')

  if (language === 'zh') {
    const naming = namingOf(view.absent, noPeople(view, chineseWordsForPeople, ['人群', '人影']), 'zh')
    const head = (chineseStyles[look.style] ?? chineseStyles['impressionist']!).head
    const safe = chineseSafe(hasPeople)
    const sentences = chineseSentences(view, look, naming).map((pieces) => pieces.filter(isSaid))
    if (!isSafeApart) sentences.push([{ text: safe, weight: 85, isManner: true }])
    return {
      positive: join(sentences, mostLetters.zh, '，', '。'),
      negative: negative ? plainText(chineseNegative(view)) : '',
      safe: plainText(`${head}，${safe}`),
    }
    function isSaid({ text, isManner }: Piece): boolean {
      return isManner === true || !naming(text)
    }
  }

  const naming = namingOf(view.absent, noPeople(view, wordsForPeople, ['people', 'crowd', 'crowds']), 'en')
  const isSaid = ({ text, isManner }: Piece) => isManner === true || !naming(text)
  const style = englishStyles[look.style] ?? englishStyles['impressionist']!
  const safe = englishSafe(hasPeople)
  const told = { negative: negative ? plainText(englishNegative(view)) : '', safe: plainText(`${style.head}, ${safe}`) }
  if (form === 'short') {
    const triggers = recipe.loras.flatMap((lora) =>
      lora.styles.includes(look.style) ? [lora.triggers.join(', ')] : [],
    )
    const room = mostClipTokens - Math.max(0, ...triggers.map((text) => clipTokens(`${text},`)))
    const pieces = englishTags(view, look, naming).filter(isSaid)
    if (!isSafeApart) pieces.push({ text: shortSafe, weight: 85, isManner: true })
    const fits = (left: readonly Piece[]) => clipTokens(textOf(left, ', ')) <= room
    return { ...told, positive: plainText(textOf(shorten(pieces, fits), ', ')) }
  }
  const sentences = englishSentences(view, look, naming).map((pieces) => pieces.filter(isSaid))
  if (!isSafeApart) sentences.push([{ text: safe, weight: 85, isManner: true }])
  return { ...told, positive: join(sentences, mostLetters.en, ', ', '. ') }
}

const shortSafe = 'gentle, family friendly'

const isAnybodySeen = ({ people, hasCrowd }: View): boolean => people.length > 0 || hasCrowd

/** Words for people that must not fall: all of them where nobody is, those for many where only a few are. */
function noPeople(view: View, all: readonly string[], many: readonly string[]): readonly string[] {
  if (view.isDeserted) return all
  return view.isMissed && !view.hasCrowd ? many : []
}

const textOf = (pieces: readonly Piece[], comma: string): string => pieces.map(({ text }) => text).join(comma)

/** Leaves out pieces, the least weighty first, until the rest fits. */
function shorten(pieces: readonly Piece[], fits: (left: readonly Piece[]) => boolean): readonly Piece[] {
  let left = pieces
  while (left.length > 1 && !fits(left)) {
    const least = left.reduce((lightest, piece) => (piece.weight <= lightest.weight ? piece : lightest))
    left = left.filter((piece) => piece !== least)
  }
  return left
}

/** Sentences as one text of at most so many letters. */
function join(sentences: readonly (readonly Piece[])[], most: number, comma: string, stop: string): string {
  const write = (left: readonly Piece[]) =>
    sentences
      .map((pieces) =>
        textOf(
          pieces.filter((piece) => left.includes(piece)),
          comma,
        ),
      )
      .filter((text) => text !== '')
      .map((text) => `${text[0]!.toUpperCase()}${text.slice(1)}`)
      .join(stop)
      .concat(stop.trim())
  return plainText(write(shorten(sentences.flat(), (left) => write(left).length <= most)))
}
