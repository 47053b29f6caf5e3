import type { Quantity } from '@aiw/proto'
import { chinese } from './lexicon/things.ts'
import type { Token } from './tokens.ts'

/** Vessels that count what is in them. */
export const measuring = /[碗杯盘瓶壶盆锅袋桶盒箱筐篮缸罐碟勺]$/

export const countOfMeasure = (word: string): Quantity =>
  /^[一二两三四五六七八九几]?[十百千]/.test(word)
    ? 'QUANTITY_MANY'
    : /^[两二俩]/.test(word)
      ? 'QUANTITY_TWO'
      : /^[几三四五六数]/.test(word)
        ? 'QUANTITY_FEW'
        : 'QUANTITY_ONE'

/** How many of what the Chinese word at a token names, by what stands before it. */
export function countChinese(tokens: Token[], at: number, word: string): Quantity {
  if (word.includes('俩')) return 'QUANTITY_TWO'
  if (word.endsWith('们') || word.endsWith('群')) return 'QUANTITY_MANY'
  for (let i = at - 1; i >= Math.max(0, at - 4); i--) {
    const { text, kind, tag } = tokens[i]!
    if (kind === 'mark' || text.endsWith('路')) break
    // 九个小时的火车, 九百页的书, 二十一床: how long, or which.
    if (/^(?:礼拜|星期|小时|钟头|分钟|年|页|公里|站)$/.test(text)) break
    if (isWhich.test(tokens[i + 1]!.text) && /^(?:\d+|[一二三四五六七八九十百]+)$/.test(text)) break
    // 两个人把床推走.
    if (text === '把' && !/[\d一二两三四五六七八九十几这那]$/.test(tokens[i - 1]?.text ?? '')) break
    // 四号窗口, 七点打来, 二婶的碗: which one, when or who, not how many.
    if (
      ordinal.test(text) ||
      /^[nts]/.test(tag) ||
      (kind === 'number' ? whichOfNumber : which).test(tokens[i + 1]?.text ?? '')
    )
      continue
    // A4, 十分, 两手水: no number of these.
    if ((kind === 'number' && tokens[i - 1]?.kind === 'en') || notNumber.test(text + tokens[i + 1]!.text)) continue
    if (kind === 'number') return numeral(Number(text))
    if (/^[一二两三四五六七八九几好数]?[十百千万]/.test(text)) return 'QUANTITY_MANY'
    if (text.startsWith('满') && chinese.get(word)?.isPlace) return 'QUANTITY_ONE'
    if (/^(?:很多|许多|好多|无数|不少|大量|满|满是|成群|所有|到处|数不清|成千上万|多少|这么多|那么多|都是)/.test(text))
      return 'QUANTITY_MANY'
    if (/^一片$/.test(text) && (chinese.get(word)?.isPlace || !/[花草树苗麦竹星灯]/.test(word))) return 'QUANTITY_ONE'
    if (/^一(?:群|片|排|堆|地|屋子|桌|车|队|窝|摞|串|簇|大)/.test(text)) return 'QUANTITY_MANY'
    if (/^(?:两|二|俩|一对|一双)/.test(text)) return 'QUANTITY_TWO'
    if (/^(?:几|一些|有些|三|四|五|六|数)/.test(text)) return 'QUANTITY_FEW'
    if (/^(?:七|八|九|十|百|千)/.test(text)) return 'QUANTITY_MANY'
    if (/^(?:一|唯一|那[只个张把棵]|这[只个张把棵]|最后一)/.test(text) && text !== '一起') return 'QUANTITY_ONE'
    if (/^[那这]$/.test(text)) return 'QUANTITY_ONE'
    if (/^(?:v|p|c|d$)/.test(tag) && !/^[只把张条位口]$/.test(text)) break
  }
  return 'QUANTITY_UNSPECIFIED'
}

/** What makes a number say which, or when. */
const which = /^(?:号|號|點|点|年|月|日|周)$/
const whichOfNumber = /^(?:号|號|點|点|楼|层|年|月|日|路|排|期|班|届|栋|周)$/
/** A number that says which, or when. */
const ordinal =
  /^[\d一二两三四五六七八九十百]+(?:点半?|點|号|號|月|年|岁|歲|楼|层|室|度|周|级|日|天|元|块|毛|分|分钟|刻|页|亩|里|公里|遍)$/
/** What has its number in its name. */
const isWhich = /^(?:床|病房|病区|教室|诊室|车厢|站台|窗口)$/
const notNumber = /^(?:[十百万]分(?!之)|千万别|两手|双手)/

const numeral = (count: number): Quantity =>
  count > 6 ? 'QUANTITY_MANY' : count > 2 ? 'QUANTITY_FEW' : count === 2 ? 'QUANTITY_TWO' : 'QUANTITY_ONE'
