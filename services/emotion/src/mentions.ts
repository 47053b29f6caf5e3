import type { Quantity } from '@aiw/proto'
import { chineseTones } from './lexicon/feelings.ts'
import { chinesePeople, englishPeople, type Somebody } from './lexicon/people.ts'
import { chinese, emoji, english, singulars, type Thing, things } from './lexicon/things.ts'
import type { Token } from './tokens.ts'

/** A thing or a person a text names, and where. */
export interface Mention {
  thing?: Thing
  somebody?: Somebody
  /** First token of it, and the token after its last. */
  from: number
  to: number
  quantity: Quantity
  /** Said outright of a person that is not there: "nobody", "没人". */
  isNobody: boolean
  /** It is cooked or eaten, and so on a table wherever it grew or swam. */
  isEaten?: boolean
}

const determiners = new Set(
  "a an the this that these those my your his her our their its 's no some any every each another one two three few many".split(
    ' ',
  ),
)
const verbCompany = new Set(
  "i you he she it we they who will would can could should must may might do does did n't always let".split(' '),
)
const plainAdjective =
  /^(?:old|new|little|small|big|large|dark|deep|dry|red|blue|green|white|black|yellow|brown|grey|wooden|stone|iron|broken|rusty|cold|warm|first|last|only|single|empty|flat)$/
/** Chinese tags that say a single character is no noun here: 花 (spend), 会, 在, 的. */
const notNoun = /^(?:v|d|p|c|u|r|m|q|e|y|o|nr|ns|nt|nz)/
const localiser =
  /(?:里面|上面|下面|外面|旁边|后面|前面|上|里|中|下|边|旁|前|后|内|外|处|们|儿|(?<=[桥床船墙村])头|(?<=[桥床井河湖江海墙锅])底|(?<=桥)洞|(?<=[门窗墙])缝|(?<=[桌墙床])脚|(?<=[床井河江窗])沿|(?<=[灯树])影|(?<=[床船])尾|(?<=[鞋桌河湖江海墙])面|(?<=[湖江河])心|(?<=鞋)[跟底])$/
const notWater =
  /^(?:芜湖|平湖|巢湖|漯河|黑河|红河|浙江|黑龙江|镇江|湛江|丽江|九江|内江|阳江|晋江|松江|吴江|都江|银河|江湖)$/
/** Rivers and lakes have names, of which jieba makes towns and persons: 黄柏河, 玄武湖. */
const isNamedWater = (word: string, tag: string, next = '') =>
  (word.endsWith('湖') || (/[河江]$/.test(word) && tag.startsWith('ns'))) &&
  !notWater.test(word) &&
  !/^(?:新城|新区|大道|大学|医院|[路街区县市镇村站省])/.test(next)
/** A Chinese verb that has its thing with it: 关窗, 喝茶, 撞墙. */
export const verbAndThing =
  /^[关开喝看写撑养遛骑坐撞拿吃煮放浇种买卖洗晒撕画弹钓捡抱喂修望听扫爬登滴倒烧打敬锁晾套升叠提端收靠换拖铺脱穿戴抽吹冒结拔踢](?!针|卡)(.)$/
/** 晒被子, 洗衣服: of three characters. */
const verbAndLongThing = /^[关开喝看写骑坐吃煮浇种买卖洗晒画弹修烧晾叠收换铺脱穿抽嗑踢](.{2})$/
/** Heads a longer Chinese noun may end in: 流浪猫 is a cat. */
const heads = new Set(
  '猫狗花树船车桥灯床椅桌碗杯鱼鸟林屋楼伞鞋帽裤裙瓶盒箱琴糖茶汤粥饼瓜云雨雪雾蛋鹭铺店布袋桶缸酒肉毯柜凳壶罐鸭鹅羊牛猪窗棚门纸笼篮虾锅盆盘湖河江塔墙风叶卡笔铃窝旗鹤',
)
const notHeaded =
  /^(?:火花|天花|棉花|风云|烟花|雪花|浪花|楼[上下]|病床|机床|下车|开车|停车|上车|出租|混蛋|坏蛋|完蛋|笨蛋|滚蛋|傻蛋|脑袋|酒肉|公布|发布|宣布|散布|颁布|遍布|分布|吹牛|替罪羊|出风头|喝酒|吃肉|肌肉|血肉|皮肉|骨肉|蜗牛|天鹅|企鹅|熊猫|同窗|扑克牌|掌柜|部门|嗓门|窍门|专门|热门|冷门|球门|名门|豪门|命门|进门|出门|上门|入门|银河|江湖|灌篮|扣篮|投篮|图纸|牢笼|火锅|背锅|甩锅|地盘|键盘|方向盘|盆栽|骨盆|U盘|光盘|硬盘|中风|作风|家风|威风|歪风|跟风|屏风|麦克风|痛风|打卡|刷卡|关卡|发卡|伏笔|败笔|文笔|执笔|亲笔|随笔|被窝|酒窝|心窝|红旗)$/

/** A picture holds twelve things; what a long passage names after these changes nothing in it. */
const mostMentions = 60

/** Things and people a text names, in order; the first 60. */
export function mentionsOf(tokens: Token[]): Mention[] {
  const found: Mention[] = []
  for (let i = 0; i < tokens.length && found.length < mostMentions;) {
    const token = tokens[i]!
    const mention =
      token.kind === 'en'
        ? englishAt(tokens, i)
        : token.kind === 'zh'
          ? chineseAt(tokens, i)
          : token.kind === 'emoji'
            ? emojiAt(token, i)
            : undefined
    if (mention) found.push(mention)
    i = mention?.to ?? i + 1
  }
  return found
    .filter((mention, i) => !isModifier(mention, found[i + 1], tokens))
    .map((mention) => (isEaten(tokens, mention) ? served(mention) : mention))
}

const eats =
  /^(?:eat|eats|eating|ate|eaten|cook|cooks|cooking|cooked|fry|fries|frying|fried|bake|bakes|baking|baked|grill|grills|grilling|grilled|steam|steaming|steamed|roast|roasting|roasted|taste|tasted|tasting|[爱想要没不好先]?[吃做煮烧煎炒蒸烤炸炖尝](?:了|着|过|完|起|的)?|红烧|清蒸)$/
/** What may stand between the verb and what it is said of: "ate half of a big fish", 吃了一条鱼. */
const betweenEating =
  /^(?:a|an|the|some|any|no|more|much|many|too|so|my|our|his|her|your|their|this|that|two|three|few|half|of|and|piece|slice|plate|bit|fresh|whole|[了着过的个条块片只点顿]|[一二两三几半][个条块片只点些]?|很多|好多|一些)$/

function isEaten(tokens: Token[], { thing, from }: Mention): boolean {
  if (thing === undefined || thing.isPlace) return false
  // 烧鱼, 爱吃鱼 come as one word.
  if (/^.?[吃煮烧炒蒸烤炸炖煎].$/.test(tokens[from]!.text)) return true
  for (let i = from - 1; i >= Math.max(0, from - 6); i--) {
    const { text } = tokens[i]!
    if (eats.test(text)) return true
    if (!betweenEating.test(text) && !plainAdjective.test(text) && !english.has(text)) return false
  }
  return false
}

/** A fish that is eaten is another picture than a fish. */
const served = (mention: Mention): Mention => ({
  ...mention,
  thing: mention.thing?.concept === 'fish' ? things.get('cooked_fish') : mention.thing,
  isEaten: true,
})

/** "Paper crown", "kitchen table": only the crown is shown, but a place stays, and so does the car of a car door. */
function isModifier(mention: Mention, next: Mention | undefined, tokens: Token[]): boolean {
  if (!next || mention.to !== next.from || !mention.thing || !next.thing || mention.thing.isPlace) return false
  if (/^(?:car|bus|train|truck|boat)$/.test(mention.thing.concept) && /^(?:door|window|seat)$/.test(next.thing.concept))
    return false
  return tokens[mention.from]!.kind === 'en' && tokens[next.from]!.kind === 'en'
}

function englishAt(tokens: Token[], i: number): Mention | undefined {
  const first = tokens[i]!.text
  if (first === 'nobody' || (first === 'no' && tokens[i + 1]?.text === 'one') || first === 'noone')
    return crowd(i, first === 'no' ? i + 2 : i + 1, true)
  for (let length = 3; length >= 1; length--) {
    const last = tokens[i + length - 1]
    if (!last || last.kind !== 'en') continue
    let lead = ''
    for (let k = i; k < i + length - 1; k++) lead += `${tokens[k]!.text} `
    for (const noun of singulars(last.text)) {
      const isPlural = noun !== last.text || /^(?:children|people|stairs)$/.test(noun) || isWrittenPlural(noun)
      const somebody = englishPeople.get(lead + noun)
      if (somebody && isPersonHere(tokens, i, isPlural)) {
        const quantity = countEnglish(tokens, i, isPlural)
        const who = nearby(aged(related(somebody, noun, tokens[i - 1]?.text), tokens[i - 1]?.text), tokens, i + length)
        const isUncounted = isPlural && !isCounted(tokens, i)
        const role = isUncounted && who.relation === '' ? 'ROLE_CROWD' : who.role
        return { somebody: { ...who, role }, from: i, to: i + length, quantity, isNobody: false }
      }
      const form = english.get(lead + noun)
      if (!form || (length === 1 && !isNounHere(form, tokens, i, isPlural))) continue
      const thing = noun === 'glasses' && isDrunkFrom(tokens, i) ? things.get('glass')! : form.thing
      const quantity = thing.isMass ? 'QUANTITY_UNSPECIFIED' : countEnglish(tokens, i, isPlural)
      return { thing, from: i, to: i + length, quantity, isNobody: false }
    }
  }
  return undefined
}

/** "Two glasses", "washed the glasses", "glasses of wine" are no spectacles. */
const isDrunkFrom = (tokens: Token[], i: number) =>
  tokens[i + 1]?.text === 'of' ||
  (isCounted(tokens, i) && tokens[i - 1]?.text !== 'of') ||
  tokens
    .slice(Math.max(0, i - 4), i)
    .some(({ text }) => /^(?:wash\w*|dry|dried|clink\w*|rais\w+|fill\w*|empty|wine|beer|champagne)$/.test(text))

/** A plural that a list has as it stands: "crisps". */
const isWrittenPlural = (noun: string) => /(?:[^aious]|ea)s$/.test(noun) && singulars(noun).length > 1

/** "Our boy", "my girls": whose they are says what they are to the writer. */
const byPossessor = new Map([
  ['boy', 'son'],
  ['lad', 'son'],
  ['girl', 'daughter'],
  ['lass', 'daughter'],
  ['kid', 'child'],
])

function related(somebody: Somebody, noun: string, before = ''): Somebody {
  const relation = /^(?:my|our)$/.test(before) ? byPossessor.get(noun) : undefined
  return relation ? { ...somebody, relation } : somebody
}

const moves =
  /^(?:carr(?:y|ies|ied)|follow\w*|took|takes?|bring\w*|brought|sen[dt]s?|called|chas\w+|helped|walked|led|leads?)$/
/** "The lad next door", "the old lady downstairs". */
function nearby(somebody: Somebody, tokens: Token[], to: number): Somebody {
  const after = `${tokens[to]?.text ?? ''} ${tokens[to + 1]?.text ?? ''}`
  // "He carried the girl upstairs."
  const isMoved = tokens.slice(Math.max(0, to - 5), to).some(({ text }) => moves.test(text))
  const isNear =
    somebody.relation === '' && !isMoved && /^(?:next door|(?:downstairs|upstairs)\b|opposite\b)/.test(after)
  return isNear ? { ...somebody, relation: 'neighbour', role: 'ROLE_OTHER' } : somebody
}

/** "To nurse a cup", "I doctor the accounts": no person. */
function isPersonHere(tokens: Token[], i: number, isPlural: boolean): boolean {
  const before = tokens[i - 1]?.text ?? ''
  return (
    !(verbCompany.has(before) && before !== 'we' && before !== 'it') &&
    !(before === 'to' && !isPlural && verbal.test(tokens[i]!.text))
  )
}

const verbal =
  /^(?:nurse|doctor|coach|boss|guard|mother|father|baby|farm|cook|judge|author|fellow|police|parent|people|minister|usher)$/

const isCounted = (tokens: Token[], i: number) =>
  tokens
    .slice(Math.max(0, i - 3), i)
    .some(({ text, kind }) => kind === 'number' || two.has(text) || /^(?:three|four|five|six|few|several)$/.test(text))

function isNounHere(
  form: { isVerb: boolean; needsDeterminer: boolean },
  tokens: Token[],
  i: number,
  isPlural: boolean,
): boolean {
  const before = tokens[i - 1]?.text ?? ''
  // "He rings his mother and waters her plants": whatever has an object right behind it is a verb.
  const after = tokens[i + 1]?.text ?? ''
  const isObjectBehind = /^(?:the|a|an|my|his|her|their|our)$/.test(after)
  if ((form.isVerb || form.needsDeterminer) && isPlural && isObjectBehind && !determiners.has(before)) return false
  // "The phone rings", "the fog lifts", "the girl waters her plants": an -s right after a noun is a verb.
  const lead = tokens[i - 1]
  const isAfterNoun = lead?.kind === 'en' && (english.has(lead.text) || englishPeople.has(lead.text))
  if (form.isVerb && isPlural && isAfterNoun && !plainAdjective.test(before)) return false
  // "Four flights", "next door", "a flat tyre".
  const { text } = tokens[i]!
  if (text === 'flights' || (text === 'door' && before === 'next')) return false
  if (text === 'flat' && singulars(after).some((noun) => english.has(noun))) return false
  if (form.needsDeterminer) {
    const at = plainAdjective.test(before) ? (tokens[i - 2]?.text ?? '') : before
    return determiners.has(at) || (isPlural && before !== 'to' && !verbCompany.has(before))
  }
  if (verbCompany.has(before)) return false
  if (!form.isVerb) return true
  return before !== 'to' && before !== 'not' && before !== 'never'
}

function aged(somebody: Somebody, before: string | undefined): Somebody {
  if (before === 'old' || before === 'elderly') return { ...somebody, age: 'AGE_OLD' }
  if ((before === 'little' || before === 'small') && somebody.age !== 'AGE_OLD')
    return { ...somebody, age: 'AGE_CHILD' }
  return somebody
}

const one = new Set(['a', 'an', 'one', 'single', 'lone', 'lonely', 'only', 'solitary', '1', 'another', 'each', 'every'])
const two = new Set(['two', 'both', 'pair', 'couple', '2', 'twin'])
const few = new Set(['few', 'several', 'some', 'three', 'four', 'five', 'six', '3', '4', '5', '6', 'handful'])
const many = new Set(
  'many lots dozens hundreds thousands countless endless rows crowds flock herd swarm seven eight nine ten dozen hundred thousand full heaps piles all numerous'.split(
    ' ',
  ),
)
const stopsCount = /^(?:and|or|but|with|in|on|at|by|to|from|for|is|was|were|are|only|the|my|his|her|their|our|your)$/

function countEnglish(tokens: Token[], at: number, isPlural: boolean): Quantity {
  for (let i = at - 1; i >= Math.max(0, at - 4); i--) {
    const { text, kind } = tokens[i]!
    if (kind === 'mark') break
    if (many.has(text) || (kind === 'number' && Number(text) > 6)) return 'QUANTITY_MANY'
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

function chineseAt(tokens: Token[], i: number): Mention | undefined {
  const token = tokens[i]!
  if (/^(?:没人|无人|没有人|没得人|无一人|谁也没|谁都没|谁也不|谁都不)$/.test(token.text)) return crowd(i, i + 1, true)
  if (/^谁$/.test(token.text))
    return /^(?:也|都)$/.test(tokens[i + 1]?.text ?? '') && /^[不没]/.test(tokens[i + 2]?.text ?? '')
      ? crowd(i, i + 1, true)
      : undefined
  for (let length = 4; length >= 1; length--) {
    let word = ''
    for (let k = i; k < i + length; k++) word += tokens[k]?.kind === 'zh' ? tokens[k]!.text : ' '
    // Of several tokens together only a whole word is something; most are none, and are passed over at once.
    if (length > 1 && !chinese.has(word) && !chinesePeople.has(word)) continue
    const mention = lookUpChinese(tokens, i, length, word)
    if (mention) return mention
  }
  return undefined
}

function lookUpChinese(tokens: Token[], i: number, length: number, word: string): Mention | undefined {
  const { tag } = tokens[i]!
  if (length > 1 && word.trim().length < 2) return undefined
  // A word of feeling is no thing: 火大 is anger, not a fire.
  if (chineseTones.has(word + (tokens[i + length]?.text ?? ' '))) return undefined
  // 一碗面, 倒了杯水: what measures something is there with it.
  if (length === 1 && /^[mq]/.test(tag) && measuring.test(word)) {
    const container = chinese.get(word.at(-1)!)
    if (container) return { thing: container, from: i, to: i + 1, quantity: countOfMeasure(word), isNobody: false }
  }
  if (word.length === 1 && notNoun.test(tag) && !(chinesePeople.has(word) && tag.startsWith('n'))) {
    if (!/^[树云]$/.test(word) && !isNamedWater(word, tag, tokens[i + 1]?.text) && !isNounAfterAll(tokens, i))
      return undefined
  }
  const bare = length === 1 && word.length > 1 && !notHeaded.test(word) ? word.replace(localiser, '') : word
  const quantity = () => countChinese(tokens, i, word)
  const at = { from: i, to: i + length, isNobody: false }
  const somebody = chinesePeople.get(word) ?? chinesePeople.get(bare)
  if (somebody) return { ...at, somebody, quantity: quantity() }
  if (word === '人') return personWord(tokens, i)
  const thing =
    chinese.get(word) ?? (bare && !notNoun.test(bare.length === 1 ? tag : 'n') ? chinese.get(bare) : undefined)
  if (thing) return { ...at, thing, quantity: thing.isMass ? 'QUANTITY_UNSPECIFIED' : quantity() }
  const objectOfVerb =
    length === 1 && /^[nv]/.test(tag)
      ? chinese.get(verbAndThing.exec(word)?.[1] ?? verbAndLongThing.exec(word)?.[1] ?? '')
      : undefined
  if (objectOfVerb) return { ...at, thing: objectOfVerb, quantity: 'QUANTITY_UNSPECIFIED' }
  if (
    length > 1 ||
    word.length < 2 ||
    (!/^(?:n$|z|i|l|s|b|x|ng|vn)/.test(tag) && !isNamedWater(word, tag, tokens[i + 1]?.text)) ||
    notHeaded.test(word)
  )
    return undefined
  for (let k = 1; k < bare.length; k++) {
    const rest = bare.slice(k)
    const headed = rest.length > 1 || heads.has(rest) ? chinese.get(rest) : undefined
    if (headed) return { ...at, thing: headed, quantity: headed.isMass ? 'QUANTITY_UNSPECIFIED' : quantity() }
    const person = rest.length > 1 ? chinesePeople.get(rest) : undefined
    if (person) return { ...at, somebody: person, quantity: quantity() }
  }
  return undefined
}

/** jieba calls some nouns verbs or names; a measure word or 的 before them knows better (那把锁), and 里 behind them (包里). */
function isNounAfterAll(tokens: Token[], i: number): boolean {
  const { text, tag, clause } = tokens[i]!
  const before = tokens[i - 1]?.clause === clause ? tokens[i - 1]!.text : ''
  const after = tokens[i + 1]
  // 给花浇水 against 花了三百块.
  if (text === '花' && /^(?:|给|看|把|和|送|种|养|摘|插)$/.test(before))
    return !/^(?:了|钱|光|掉|在|不|得|完|\d|[一二三两几十百千万])/.test(after?.text ?? '了')
  return (
    /^(?:v|nr|ns)/.test(tag) &&
    (/(?:[的只个条张棵把朵座本盏幅支道块粒片根顶辆封着]|有|没得)$/.test(before) || after?.tag === 'f')
  )
}

/** Vessels that count what is in them. */
const measuring = /[碗杯盘瓶壶盆锅袋桶盒箱筐篮缸]$/

const countOfMeasure = (word: string): Quantity =>
  /^[两二俩]/.test(word) ? 'QUANTITY_TWO' : /^[几三四五六数]/.test(word) ? 'QUANTITY_FEW' : 'QUANTITY_ONE'

/** 人 alone: a crowd, somebody, or (一个人) the way of being alone, which is nobody else. */
function personWord(tokens: Token[], i: number): Mention | undefined {
  const before = tokens[i - 1]?.text ?? ''
  const further = tokens[i - 2]?.text ?? ''
  const quantity = countChinese(tokens, i, '人')
  const somebody = { somebody: stranger, from: i, to: i + 1, quantity, isNobody: false }
  if (/^(?:一个|一|别|老|本)$/.test(before)) {
    const denied = /^(?:没有|没|不见)$/.test(further) || /^(?:也|都)$/.test(tokens[i + 1]?.text ?? '')
    return before.startsWith('一') && denied ? crowd(i, i + 1, false) : undefined
  }
  if (/^(?:有|某个|某|那个|这个|个)$/.test(before) && further !== '没' && quantity !== 'QUANTITY_MANY')
    return { ...somebody, quantity: 'QUANTITY_ONE' }
  if (/^(?:QUANTITY_TWO|QUANTITY_FEW)$/.test(quantity) && /^[两二三四五六几俩仨]/.test(before))
    return /^(?:我们|咱们|咱|你们|他们|她们)$/.test(further) ? undefined : somebody
  // 收废品的人: somebody who does something. 人老了, 做人: people as such are no figures in a picture.
  if (before === '的')
    return tokens[i - 2]?.tag.startsWith('v') || /^[nv]/.test(tokens[i - 3]?.tag ?? '')
      ? { ...somebody, quantity: 'QUANTITY_ONE' }
      : undefined
  const isDenied = /^(?:没有|没|无|不见|再没|也没有)$/.test(before)
  return isDenied || quantity === 'QUANTITY_MANY' ? crowd(i, i + 1, false) : undefined
}

const stranger: Somebody = { relation: '', age: 'AGE_UNSPECIFIED', role: 'ROLE_OTHER' }

function crowd(from: number, to: number, isNobody: boolean): Mention {
  return { somebody: { ...stranger, role: 'ROLE_CROWD' }, from, to, quantity: 'QUANTITY_MANY', isNobody }
}

function countChinese(tokens: Token[], at: number, word: string): Quantity {
  if (word.endsWith('们') || word.endsWith('群')) return 'QUANTITY_MANY'
  for (let i = at - 1; i >= Math.max(0, at - 4); i--) {
    const { text, kind, tag } = tokens[i]!
    if (kind === 'mark') break
    if (kind === 'number') return numeral(Number(text))
    if (/^(?:很多|许多|好多|无数|不少|大量|满|满是|成群|所有|到处|数不清|成千上万|多少|这么多|那么多|都是)/.test(text))
      return 'QUANTITY_MANY'
    if (/^一片$/.test(text) && chinese.get(word)?.isPlace) return 'QUANTITY_ONE'
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

const numeral = (count: number): Quantity =>
  count > 6 ? 'QUANTITY_MANY' : count > 2 ? 'QUANTITY_FEW' : count === 2 ? 'QUANTITY_TWO' : 'QUANTITY_ONE'

function emojiAt(token: Token, i: number): Mention | undefined {
  const thing = emoji.get(token.text)
  return thing && { thing, from: i, to: i + 1, quantity: 'QUANTITY_ONE', isNobody: false }
}
