import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entries } from '../../painter/compose/words.ts'
import type { Kind } from '../../painter/compose/words/kinds.ts'
import { isPeople } from './people.ts'

/** The languages a prompt can be in. */
export type Language = 'en' | 'zh'

/** A word for a concept in one language. */
interface Noun {
  /** In the singular, without article or measure word. */
  one: string
  /** In English, in the plural. */
  many: string
  /** "noun": counted; "mass": said without article or number; "fixed": said as it stands; "unsaid": never said by itself. */
  kind: 'noun' | 'mass' | 'fixed' | 'unsaid'
  /** In Chinese, the measure word. */
  measure: string
}

/** A concept as it is said. */
export interface Name extends Record<Language, Noun> {
  where: Where
}

/** Where a thing is; "in": a place that others are in. */
export type Where = Kind | 'in'

const irregular: Record<string, string> = { child: 'children', man: 'men', woman: 'women', person: 'people' }
const plural = (word: string): string =>
  irregular[word] ??
  (/(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`)

const singular = (concept: string): string => concept.replace(/ies$/, 'y').replace(/s$/, '')

const marks: Record<string, Exclude<Noun['kind'], 'noun'>> = { '~': 'mass', '=': 'fixed', '-': 'unsaid' }

function nounOf(text: string): Noun {
  const kind: Noun['kind'] = marks[text[0] ?? ''] ?? 'noun'
  const word = kind === 'noun' ? text : text.slice(1)
  const [one = '', many = kind === 'noun' ? plural(one) : one] = word.split('/')
  return { one, many, kind, measure: '' }
}

function chineseNounOf(text: string): Noun {
  const noun = nounOf(text)
  const dot = noun.one.indexOf('.')
  if (noun.kind !== 'noun') return { ...noun, many: noun.one }
  if (dot < 0) return { ...noun, many: noun.one, kind: 'mass' }
  const word = noun.one.slice(dot + 1)
  return { one: word, many: word, kind: 'noun', measure: noun.one.slice(0, dot) }
}

/** Every concept that may reach a node. What is not here is not told. */
export const names: ReadonlyMap<string, Name> = new Map(
  readFileSync(join(import.meta.dirname, 'words.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [concepts = '', english = '', chinese = '', where = 'ground'] = line.split('|').map((cell) => cell.trim())
      const keys = concepts.split(' ')
      const en = nounOf(english || keys[0]!.replaceAll('_', ' '))
      const zh = chineseNounOf(chinese)
      return keys.map((key): [string, Name] => [
        key,
        { en, zh, where: where === 'in' ? where : (entries.get(key)?.kind ?? (where as Kind)) },
      ])
    }),
)

/** What a concept is called; undefined for what must not reach a node. "empty_cup" is an empty cup. */
export function nameFor(concept: string): Name | undefined {
  const known = names.get(concept) ?? names.get(singular(concept))
  if (known) return known
  const base = concept.startsWith('empty_') ? names.get(concept.slice('empty_'.length)) : undefined
  if (base === undefined) return undefined
  const { en, zh, where } = base
  return {
    where,
    en: en.kind === 'noun' ? { ...en, one: `empty ${en.one}`, many: `empty ${en.many}` } : en,
    zh: zh.kind === 'noun' ? { ...zh, one: `空${zh.one}`, many: `空${zh.one}` } : zh,
  }
}

/**
 * Every spelling that would name a concept or a relation in a text of that language, for keeping an absent thing unnamed.
 * None for a word that is not known here: nothing here would say it.
 */
export function formsOf(concept: string, language: Language): string[] {
  const base = concept.replace(/^empty_/, '')
  const name = names.get(base) ?? names.get(singular(base))
  if (name === undefined && !isPeople(base)) return []
  const noun = name?.[language]
  const spoken = noun === undefined || noun.kind === 'fixed' ? [] : [noun.one, noun.many]
  if (language === 'zh') return [...new Set(spoken)]
  const key = base.replaceAll('_', ' ')
  return [...new Set([...spoken, key, plural(key)])]
}
