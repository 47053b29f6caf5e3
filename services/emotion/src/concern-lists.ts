import type { Sign } from '@aiw/proto'
import { linesOf } from './lexicon/lists.ts'
import type { Words } from './tokens.ts'

/* The signs of concern that lists of patterns find; how a line of theirs is read: lexicon/concern-en.txt. */

const names: Record<string, Sign> = {
  passive: 'SIGN_PASSIVE_IDEATION',
  active: 'SIGN_ACTIVE_IDEATION',
  plan: 'SIGN_PLAN_OR_MEANS',
  preparation: 'SIGN_PREPARATION',
  self_harm: 'SIGN_SELF_HARM',
  harm: 'SIGN_HARM_BY_OTHERS',
}

interface List {
  signs: [Sign, RegExp][]
  /** Figures of speech, other people, fiction, what is over: taken out before signs are sought. */
  exceptions: RegExp[]
  /** Whole texts that say no more than that somebody is tired; beside anything else they excuse nothing. */
  alone: RegExp[]
}

function readList(file: string): List {
  const list: List = { signs: [], exceptions: [], alone: [] }
  const words = new Map<string, string>()
  for (const line of linesOf(file)) {
    const named = /^(\$\S+) = (.*)$/u.exec(line)
    const filled = (named ? named[2]! : line).replaceAll(/\$[\p{L}]+/gu, (name) => words.get(name) ?? name)
    if (named) {
      words.set(named[1]!, filled)
      continue
    }
    const [kind = '', , pattern = ''] = filled.split(' :: ')
    const sign = names[kind]
    if (sign) list.signs.push([sign, new RegExp(pattern, 'u')])
    else if (kind === 'alone') list.alone.push(new RegExp(pattern, 'u'))
    else list.exceptions.push(new RegExp(pattern, 'gu'))
  }
  return list
}

const lists = [readList('concern-en.txt'), readList('concern-zh.txt')]

/** The longest stretch that patterns are tried on; a clause longer than this is read in parts. */
const longestClause = 300

/** The signs that the lists find; and whether they found a figure of speech, somebody else or what is over. */
export function listed({ text }: Words): { signs: Set<Sign>; isExcepted: boolean } {
  const found = new Set<Sign>()
  let isExcepted = false
  const spaced = text
    .replaceAll(/n't\b/g, " n't")
    .replaceAll("can't", "ca n't")
    .replaceAll(/'(?=(?:d|m|s|re|ve|ll)\b)/g, " '")
    .replaceAll(/\b(ca|do|did|does|would|could|wo)nt\b/g, "$1 n't")
    .replaceAll('cannot', 'can not')
    .replaceAll(/\bive\b/g, "i 've")
  if (spaced.length <= longestClause && lists.some(({ alone }) => alone.some((pattern) => pattern.test(spaced))))
    isExcepted = true
  for (const clause of spaced.split(/[.!?;\n]/)) {
    for (let from = 0; from < clause.length; from += longestClause) {
      const part = clause.slice(from, from + longestClause)
      for (const { signs, exceptions } of lists) {
        let literal = part
        for (const exception of exceptions) literal = literal.replaceAll(exception, '  ')
        if (literal.length !== part.length) isExcepted = true
        for (const [sign, pattern] of signs) if (!found.has(sign) && pattern.test(literal)) found.add(sign)
      }
    }
  }
  return { signs: found, isExcepted }
}
