import type { Quantity } from '@aiw/proto'
import type { Token } from './tokens.ts'

const one = new Set(['a', 'an', 'one', 'single', 'lone', 'lonely', 'only', 'solitary', '1', 'another', 'each', 'every'])
/** Words that make two of what follows. */
export const two = new Set(['two', 'both', 'pair', 'couple', '2', 'twin'])
const few = new Set(['few', 'several', 'some', 'three', 'four', 'five', 'six', '3', '4', '5', '6', 'handful'])
const many = new Set(
  'many lots dozens hundreds thousands countless endless rows crowds flock herd swarm seven eight nine ten dozen hundred thousand full heaps piles all numerous'.split(
    ' ',
  ),
)
const stopsCount =
  /^(?:and|or|but|with|in|on|at|by|to|from|for|is|was|were|are|only|weeks|months|days|years|hours|minutes|pounds|kilos|metres|the|my|his|her|their|our|your)$/

/** How many of what the English word at a token names, by what stands before it. */
export function countEnglish(tokens: Token[], at: number, isPlural: boolean): Quantity {
  for (let i = at - 1; i >= Math.max(0, at - 4); i--) {
    const { text, kind } = tokens[i]!
    if (kind === 'mark') break
    // "All Sunday lunch" is one.
    if ((many.has(text) && (text !== 'all' || isPlural)) || (kind === 'number' && Number(text) > 6))
      return 'QUANTITY_MANY'
    if (two.has(text)) return 'QUANTITY_TWO'
    if (few.has(text) && !(text === 'some' && !isPlural)) return 'QUANTITY_FEW'
    if (one.has(text) && !isPlural) {
      // "A flock of birds" is counted by "flock", which stands further left than the article does.
      return 'QUANTITY_ONE'
    }
    if (stopsCount.test(text)) break
  }
  return isPlural ? 'QUANTITY_FEW' : 'QUANTITY_ONE'
}
