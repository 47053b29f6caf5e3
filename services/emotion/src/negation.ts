import type { Token } from './tokens.ts'

const notEn = /^(?:not|n't|never|no|nothing|hardly|barely|without|nor|neither|cannot|nobody)$/
const notZh =
  /^(?:不|没|没有|别|从不|从未|毫不|不再|无法|难以|并不|不太|不大|不怎么|未|无|不能|不会|不是|并没有|再也不|谁也不|也不|都不)$/
const veryEn =
  /^(?:very|so|really|extremely|incredibly|terribly|awfully|too|deeply|completely|totally|absolutely|utterly|such|badly|more|most|always)$/
const littleEn = /^(?:little|bit|slightly|somewhat|rather|kind|sort|almost|quite|fairly|less)$/
const veryZh =
  /^(?:非常|很|太|特别|十分|极|极其|好|真|真的|超|超级|无比|格外|实在|那么|这么|多么|更|最|相当|透|死|总是|越来越)$/
const littleZh = /^(?:有点|有点儿|有些|一点|稍微|略|微微|不太|还算|比较|几乎)$/

/** How the words before a word of feeling turn it: denied or not, and 0.6 (a little) to 1.4 (very). */
export interface Turn {
  isDenied: boolean
  degree: number
}

/** Looks back from a token, at most four words and never across a mark. */
export function turnAt(tokens: Token[], at: number): Turn {
  let isDenied = false
  let degree = 1
  for (let i = at - 1, steps = 0; i >= 0 && steps < 4; i--, steps++) {
    const { text, kind } = tokens[i]!
    if (kind === 'mark' || /^(?:but|and|because|that|about|the|his|her|our|their|when|who|但|可是|因为|而)$/.test(text))
      break
    if (kind === 'en' ? notEn.test(text) : steps < (text === '没有' ? 4 : 3) && notZh.test(text)) isDenied = true
    // "Not only", "not just", "can't stop", "不只" deny nothing; "no longer afraid" does.
    if (/^(?:only|just|stop|help|不只|不仅|忍不住|不由得|禁不住|不得不)$/.test(text) && kind !== 'number') {
      if (notEn.test(tokens[i - 1]?.text ?? '')) break
    }
    if (veryEn.test(text) || veryZh.test(text)) degree = Math.max(degree, 1.35)
    if (littleEn.test(text) || littleZh.test(text)) degree = Math.min(degree, 0.6)
  }
  return { isDenied, degree }
}
