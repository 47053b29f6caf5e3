import type { Job } from '../backend.ts'
import {
  chineseNegative,
  chineseSafe,
  chineseSentences,
  chineseStyles,
  chineseWordsForPeople,
} from './prompt/chinese.ts'
import { gradeOf, leftAt } from './prompt/dials.ts'
import { styles as englishStyles, wordsForPeople } from './prompt/english-phrases.ts'
import { englishNegative, englishSafe, englishSentences, englishTags } from './prompt/english.ts'
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

/** How each language is spoken. */
const languages = {
  en: {
    say: englishSentences,
    safe: englishSafe,
    negative: englishNegative,
    styles: englishStyles,
    people: wordsForPeople,
    crowd: ['people', 'crowd', 'crowds'],
    comma: ', ',
    stop: '. ',
  },
  zh: {
    say: chineseSentences,
    safe: chineseSafe,
    negative: chineseNegative,
    styles: chineseStyles,
    people: chineseWordsForPeople,
    crowd: ['人群', '人影'],
    comma: '，',
    stop: '。',
  },
} as const

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
  const language = recipe.prompt.languages[0]!
  const { say, safe, negative, styles, people, crowd, comma, stop } = languages[language]
  // Where nobody is, no word for people falls; where some are missed, none for many.
  const unsaid = view.isDeserted ? people : view.isMissed && !view.hasCrowd ? crowd : []
  const naming = namingOf(view.absent, unsaid, language)
  const isSaid = ({ text, isManner }: Piece) => isManner === true || !naming(text)
  const isShort = recipe.prompt.form === 'short'
  const sentences = isShort ? [englishTags(view, look, naming)] : say(view, look, naming)
  const told = sentences.map((pieces) => pieces.filter(isSaid))
  const decent = safe(hasPeople(view, look.abstraction))
  const isSafeApart = Object.values(recipe.graph).some(({ inputs }) => Object.values(inputs).includes('$safe'))
  const inPrompt = { text: isShort ? shortSafe : decent, weight: 85, isManner: true }
  if (!isSafeApart) told.push([inPrompt])
  const style = styles[look.style] ?? styles['impressionist']!
  return {
    positive: isShort
      ? tagged(told.flat(), roomFor(recipe, look.style))
      : written(told, mostLetters[language], comma, stop),
    negative: recipe.prompt.negative ? plainText(negative(view)) : '',
    safe: plainText(`${style.head}${comma}${decent}`),
  }
}

const shortSafe = 'gentle, for all ages'

const hasPeople = ({ people, hasCrowd }: View, abstraction: number): boolean =>
  (people.length > 0 || hasCrowd) && leftAt[gradeOf('abstraction', abstraction)]!.people > 0

/** Tokens left beside the longest words that a LoRA of the style would open the prompt with. */
function roomFor({ loras }: Pick<Recipe, 'loras'>, style: string): number {
  const triggers = loras.filter(({ styles }) => styles.includes(style)).map((lora) => `${lora.triggers.join(', ')},`)
  return mostClipTokens - Math.max(0, ...triggers.map((text) => (text === ',' ? 0 : clipTokens(text))))
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

/** Pieces as tags, at most so many tokens. */
function tagged(pieces: readonly Piece[], most: number): string {
  return plainText(
    textOf(
      shorten(pieces, (left) => clipTokens(textOf(left, ', ')) <= most),
      ', ',
    ),
  )
}

/** Sentences as one text of at most so many letters. */
function written(sentences: readonly (readonly Piece[])[], most: number, comma: string, stop: string): string {
  const write = (left: readonly Piece[]) =>
    sentences
      .map((pieces) => pieces.filter((piece) => left.includes(piece)))
      .filter((pieces) => pieces.length > 0)
      .map((pieces) => textOf(pieces, comma))
      .map((text) => `${text[0]!.toUpperCase()}${text.slice(1)}`)
      .join(stop)
      .concat(stop.trim())
  return plainText(write(shorten(sentences.flat(), (left) => write(left).length <= most)))
}
