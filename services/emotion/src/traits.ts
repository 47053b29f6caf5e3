import type { Mention } from './mentions.ts'
import { linesOf } from './lexicon/lists.ts'
import type { Token, Words } from './tokens.ts'

/*
 * What can be counted about how a text is told: who it is told of, when and where, how it begins, what it generalises.
 * The voice and the specificity of a text are read from these by small linear models; see train/traits.ts. For
 * specificity they follow what tells specific autobiographical memories from over-general ones (Takano et al. 2017, 2018).
 */

/** Names and how much of each there is; what is not named is not there. */
export type Traits = Map<string, number>

/** Patterns of traits by language, from traits.txt: a name, and what counts. */
const patterns: Record<'en' | 'zh', [string, RegExp][]> = { en: [], zh: [] }
for (const line of linesOf('traits.txt')) {
  const [language = '', name = '', pattern = ''] = line.split(' :: ')
  patterns[language as 'en' | 'zh'].push([name, new RegExp(pattern, 'gu')])
}

/** How often something may count. */
const most = 3

/** The language of most of a text's words. */
export function ownLanguage(tokens: Token[]): 'en' | 'zh' {
  let chinese = 0
  for (const { kind, text } of tokens) chinese += kind === 'zh' ? text.length : kind === 'en' ? -1.5 : 0
  return chinese > 0 ? 'zh' : 'en'
}

/** The traits of a text, in either language. */
export function traitsOf({ tokens, text }: Words, mentions: Mention[], raw: string): Traits {
  const traits: Traits = new Map([['always', 1]])
  const add = (name: string, value = 1) => {
    if (value > 0) traits.set(name, Math.min(most, (traits.get(name) ?? 0) + value))
  }
  const language = ownLanguage(tokens)
  const spoken = tokens.filter(({ kind }) => kind !== 'mark')
  for (const [name, pattern] of patterns[language]) {
    const times = text.match(pattern)?.length ?? 0
    if (times > 0) {
      add(name, times)
      traits.set(`${name}?`, 1)
    }
  }
  for (const mention of mentions) addMention(mention, tokens, add)
  const length = spoken.length
  add('length', Math.log2(1 + length) / 3)
  for (const [name, least] of [
    ['short', 4],
    ['shortish', 8],
  ] as const)
    if (length <= least) add(name)
  if (length > 30) add('long')
  add('sentences', Math.max(0, (text.match(/[.!?…\n]+/g)?.length ?? 0) - 1))
  add('numbers', spoken.filter(({ kind, tag }) => kind === 'number' || tag === 'm').length)
  if (/["“”「」《》]|(?<![\p{L}])'\p{L}[^']{2,}'/u.test(raw)) add('quoted')
  if (raw.includes('!') || raw.includes('！')) add('exclaimed')
  if (raw.includes('?') || raw.includes('？')) add('asked')
  addBeginning(spoken, add)
  addWords(spoken, traits)
  return traits
}

function addMention({ somebody, thing, isNobody, from }: Mention, tokens: Token[], add: (name: string) => void) {
  if (thing) {
    add('thing')
    if (thing.isPlace) add('place')
    if (!/^(?:the|a|an|my|this|that|his|her|our|their|these|those|two|three)$/.test(tokens[from - 1]?.text ?? ''))
      add('bare thing')
    return
  }
  if (isNobody) add('nobody')
  else if (somebody?.role === 'ROLE_CROWD') add('crowd')
  else if (somebody?.relation) {
    add('related')
    const before = tokens[from - 1]?.text ?? ''
    // "Dad said", 妈说: nobody's but the writer's.
    if (/^(?:mother|father|parent|grandmother|grandfather)$/.test(somebody.relation))
      add(owner.test(before) ? 'owned kin' : 'bare kin')
    else if (owner.test(before)) add('owned person')
    if (from === 0) add('related first')
  } else {
    add('stranger')
    if (from <= 1) add('stranger first')
  }
}

const owner = /^(?:my|your|his|her|our|their|'s|the|a|的|他|她|你|人家|这|那|个|位)$/

/** How the text begins: on a verb, without its subject; on a time; on a thing. */
function addBeginning(spoken: Token[], add: (name: string) => void) {
  const first = spoken[0]
  if (!first) return
  if (first.kind === 'zh') {
    add(`^${first.tag[0] ?? ''}`)
    if (first.tag !== first.tag[0]) add(`^${first.tag}`)
    const second = spoken[1]
    if (second?.kind === 'zh') add(`^${first.tag[0]}${second.tag[0] ?? ''}`)
  } else if (first.kind === 'en') {
    const second = spoken[1]?.text ?? ''
    if (/(?:ed|ing)$/.test(first.text)) add(`^-${first.text.slice(-2)}`)
    if (
      /^(?:the|a|an|to|on|in|at|up|out|off|back|my|it|and|through|down|over|her|him|them|from|with|every|again)$/.test(
        second,
      )
    )
      add(`^x ${second}`)
    add(/^\p{Lu}/u.test(first.written) ? '^capital' : '^small')
  }
  add(`^${first.text}`)
}

/** Single words; a model knows those it was taught. */
function addWords(spoken: Token[], traits: Traits) {
  for (const { text, kind } of spoken) if (kind === 'en' || kind === 'zh') traits.set(`w ${text}`, 1)
}
