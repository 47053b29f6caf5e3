import { stranger } from './crowd.ts'
import { things } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import { meantInEnglish } from './senses-en.ts'
import type { Token } from './tokens.ts'

/*
 * Of some things what stands around them tells which it is: a bed in a ward, a table in an office, the sun that lies on a wall.
 */

const aroundWard =
  /病房|查房|抢救|护士(?!学校)|护工|住院|透析|输液|吊瓶|尿袋|病友|病床|邻床|隔壁床|[一二三四五六七八九十\d]号床/
const aroundDesk = /办公|工位|同事|面试|实习|电脑|键盘|同桌|教室|全班|上课|卷子|家长会|课本|前台/
/** At home a bed is a bed; where somebody eats a table is a table. */
const atHome = /家里|回家|我家|他家|她家|在家|宿舍|卧室|客厅/
const aroundDoctor = /[病医肿床疼]|查房|片子|手术|门诊|护士|纱布|心脏|化疗/
const aroundSchool = /[班校课考学级]|老师|教室|宿舍|操场|作业|讲台/
const aroundWork = /加班|工[鞋服]|车间|产线|夜班|班组|特休|矿|厂/
const aroundTemple = /[庙寺佛庵]|菩萨|念经|超度|住持/
const aroundTeahouse = /茶餐厅|酒楼|落单|菠萝[包油]/
const aroundRailway = /火车|高铁|硬座|卧铺|车次|站台|进站/
/** 娃娃: of cloth, not a child. */
const aroundDoll =
  /(?:孩|丫头|妹妹|女儿)[^，。]{0,3}抱[着紧]|断了?[一条只]*(?:胳膊|手|腿|头)|[缝玩捡丢]|橱窗|货架|床头|玩具/
const atMeal = /[饭菜吃餐酒]|瓜/
const notWard = /^(?:家|上铺|下铺)$/
const notDesk = /^(?:饭|餐|牌|麻将|酒|圆|方|供|折叠|八仙)/

/** 厂门口: where a door is is the gate of a place. */
const gated = /(?:厂|院|校|学|小区|公司|园|监狱|[^厨浴]局|派出所|法院|[宾饭图博]馆|[营庙寺])$/
/** 拖着箱子: what one travels with. */
const aroundTrip = /[拖拎]|行李|搬走|车站|站台|火车|机场|宿舍/

/** The same mentions, each under what is meant. */
export function asMeant(tokens: Token[], mentions: Mention[]): Mention[] {
  let said: string | undefined
  const text = () => (said ??= tokens.map((token) => token.text).join(''))
  return mentions.flatMap((mention) => {
    if (tokens[mention.from]!.kind === 'en') return asMeantInEnglish(mention, meantInEnglish(tokens, mention))
    if (tokens[mention.from]!.text === '娃娃' && mention.somebody && aroundDoll.test(text()))
      return { ...mention, somebody: undefined, thing: things.get('doll')! }
    const relation = mention.somebody && relationOf(tokens[mention.from]!, mention.somebody.relation, text)
    if (relation !== undefined) return { ...mention, somebody: { ...mention.somebody!, relation } }
    const concept = conceptOf(tokens, mention, text)
    return concept === undefined ? mention : { ...mention, thing: things.get(concept)! }
  })
}

function asMeantInEnglish(mention: Mention, meant: string | undefined): Mention[] {
  if (meant === undefined) return [mention]
  if (meant === '-') return []
  const person = mention.somebody ?? stranger
  return meant.startsWith('@')
    ? [{ ...mention, thing: undefined, somebody: { ...person, relation: meant.slice(1) } }]
    : [{ ...mention, thing: things.get(meant)!, somebody: undefined }]
}

function relationOf({ text: own }: Token, relation: string, text: () => string): string | undefined {
  // 病房里两个男生: no classmates.
  if (relation === 'classmate' && /^[男女]生/.test(own)) return aroundSchool.test(text()) ? undefined : ''
  if (relation === 'classmate') return own === '班长' && aroundWork.test(text()) ? 'boss' : undefined
  if (relation === 'teacher') return own.endsWith('师父') && aroundTemple.test(text()) ? 'priest' : undefined
  if (relation === 'colleague') return own === '伙计' && aroundTeahouse.test(text()) ? 'waiter' : undefined
  if (relation === 'partner' && own.startsWith('老伴')) return spouse(text())
  // The head of a ward.
  if (relation === 'boss') return own.endsWith('主任') && aroundDoctor.test(text()) ? 'doctor' : undefined
  return undefined
}

/** 老伴 who is a he or a she: a husband or a wife. */
function spouse(text: string): string | undefined {
  if (/[爸爷哥弟舅叔伯妈婆姐妹姑姨嫂儿女孙]|老[头汉太]/.test(text)) return undefined
  const [isHe, isShe] = [/他(?!们)/.test(text), /她(?!们)/.test(text)]
  return isHe === isShe ? undefined : isHe ? 'husband' : 'wife'
}

function conceptOf(tokens: Token[], { thing, from, to }: Mention, text: () => string): string | undefined {
  const { text: own } = tokens[from]!
  if (thing === undefined) return undefined
  const before = tokens[from - 1]?.text ?? ''
  const after = tokens[to]?.text ?? ''
  if (thing.concept === 'bed')
    return /床/.test(own) && !notWard.test(before) && aroundWard.test(text()) && !atHome.test(text())
      ? 'hospital_bed'
      : undefined
  if (thing.concept === 'table')
    return (before === '我' && own === '桌上') ||
      (/桌/.test(own) && !notDesk.test(own) && aroundDesk.test(text()) && !atMeal.test(text()))
      ? 'desk'
      : undefined
  if (thing.concept === 'door') return own.endsWith('门口') && gated.test(before) ? 'gate' : undefined
  // 那块表, 拉琴, 那间屋, 末班车.
  if (own === '表') return /(?:[块只]|^[掐修戴看])$/.test(before) ? 'watch' : undefined
  if (own === '琴') return before.startsWith('拉') && !text().includes('二胡') ? 'violin' : undefined
  if (own === '屋') return /^(?:[间全]|[那这哪])$|间$/.test(before) ? 'room' : undefined
  if (own === '车' && /[趟班]$/.test(before)) return aroundRailway.test(text()) ? 'train' : 'bus'
  if (thing.concept === 'box') return own === '箱子' && aroundTrip.test(text()) ? 'suitcase' : undefined
  // 按喇叭: of a car, not one on a pole.
  if (thing.concept === 'loudspeaker')
    return [before, own, after].some((word) => word.startsWith('按')) ? 'car' : undefined
  // 太阳照在墙上: what is seen is its light.
  if (thing.concept === 'sun')
    return /^(?:[照晒]|味|暖)/.test(after) || after.startsWith('一照') ? 'sunlight' : undefined
  return undefined
}
