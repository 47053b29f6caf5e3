import { things } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/*
 * Of some things what stands around them tells which it is: a bed in a ward, a table in an office, the sun that lies on a wall.
 */

const aroundWard = /病房|护士(?!学校)|护工|住院|透析|输液|吊瓶|尿袋|病友|病床|邻床|隔壁床|[一二三四五六七八九十\d]号床/
const aroundDesk = /办公|工位|同事|面试|实习|电脑|键盘|同桌|教室|全班|上课|卷子|家长会|课本|前台/
/** At home a bed is a bed; where somebody eats a table is a table. */
const atHome = /家里|回家|我家|他家|她家|在家|宿舍|卧室|客厅/
const atMeal = /[饭菜吃餐酒]|瓜/
const notWard = /^(?:家|上铺|下铺)$/
const notDesk = /^(?:饭|餐|牌|麻将|酒|圆|方|供|折叠|八仙)/

/** The same mentions, each under what is meant. */
export function asMeant(tokens: Token[], mentions: Mention[]): Mention[] {
  let said: string | undefined
  const text = () => (said ??= tokens.map((token) => token.text).join(''))
  return mentions.map((mention) => {
    const concept = conceptOf(tokens, mention, text)
    return concept === undefined ? mention : { ...mention, thing: things.get(concept)! }
  })
}

function conceptOf(tokens: Token[], { thing, from, to }: Mention, text: () => string): string | undefined {
  const { kind, text: own } = tokens[from]!
  if (thing === undefined || kind !== 'zh') return undefined
  const before = tokens[from - 1]?.text ?? ''
  const after = tokens[to]?.text ?? ''
  if (thing.concept === 'bed')
    return /床/.test(own) && !notWard.test(before) && aroundWard.test(text()) && !atHome.test(text())
      ? 'hospital_bed'
      : undefined
  if (thing.concept === 'table')
    return /桌/.test(own) && !notDesk.test(own) && aroundDesk.test(text()) && !atMeal.test(text()) ? 'desk' : undefined
  // 太阳照在墙上: what is seen is its light.
  if (thing.concept === 'sun')
    return /^(?:[照晒]|味|暖)/.test(after) || after.startsWith('一照') ? 'sunlight' : undefined
  return undefined
}
