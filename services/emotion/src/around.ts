import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/** What stands right behind a mention, up to the end of its clause or the next mark. */
export function following(tokens: Token[], mention: Mention, joint: string, most: number): string {
  const { clause } = tokens[mention.from]!
  const rest: string[] = []
  for (let i = mention.to; i < tokens.length && rest.length < most; i++) {
    const token = tokens[i]!
    if (token.clause !== clause || token.kind === 'mark') break
    rest.push(token.text)
  }
  return rest.join(joint)
}

/** The text from one token up to another, joined without spaces or by what is asked for; before the first token there is none. */
export const between = (tokens: Token[], from: number, to: number, joint = '') =>
  tokens
    .slice(Math.max(0, from), to)
    .map(({ text }) => text)
    .join(joint)

/** What stands right before a mention in its clause: five tokens, or as many as are asked for. */
export function preceding(tokens: Token[], mention: Mention, joint = '', most = 5): string {
  const { clause } = tokens[mention.from]!
  const from = Math.max(0, mention.from - most)
  return tokens
    .slice(from, mention.from)
    .filter((token) => token.clause === clause)
    .map(({ text }) => text)
    .join(joint)
}
