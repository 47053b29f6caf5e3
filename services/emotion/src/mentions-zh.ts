import { between } from './around.ts'
import { crowd, stranger } from './crowd.ts'
import { chineseTones } from './lexicon/feelings.ts'
import { chinesePeople } from './lexicon/people.ts'
import { chinese } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import {
  calledByName,
  isChineseName,
  isNobodyHere,
  isNoOne,
  isOwnSpouse,
  personWord,
  staySilent,
  surname,
  traderAt,
} from './people-zh.ts'
import { countChinese, countOfMeasure, measuring } from './quantity-zh.ts'
import type { Token } from './tokens.ts'

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
const notHill =
  /^(?:中山|佛山|唐山|鞍山|舟山|昆山|乐山|眉山|马鞍山|萧山|金山|宝山|房山|江山|保山|文山|凉山|铁岭|秦皇岛|青岛|葫芦岛|旧金山|台山|鹤山|平顶山|双鸭山|石景山|微山|象山|璧山|砀山|盘山|火山|海岛|半岛)$/
/** 阿里山, 鸡鸣寺, 涠洲岛: named like a town. */
const isNamedHeight = (word: string, tag: string, next = '') =>
  word.length > 1 &&
  /^n[sz]/.test(tag) &&
  /^[^上下出进登爬翻归开靠][^.]*[山岭寺庙岛]$/.test(word) &&
  !notHill.test(word) &&
  !/^(?:市|县|区|镇|村|路|街|站|人|话|大学|医院|省)/.test(next)
/** 红帽子, 金耳环: of three characters, the last two a thing. */
const isThingNamed = (word: string, tag: string) =>
  /^n[rzs]/.test(tag) && word.length > 2 && !isChineseName(word) && chinese.has(word.slice(-2))
/** Things that jieba takes for persons or brands by their first characters: 薄荷糖, 黑狗, 苏打饼干. */
const isCalledName = (word: string, tag: string) =>
  /^(?:n[rzs]|j$)/.test(tag) &&
  (word.length > 2 || !tag.startsWith('ns')) &&
  /[糖蛋狗猫布衣饼干鱼虾鸡鸭柜纸碗汤粥面锅桶盒箱袋灯铃刀鞋帽裤裙被椅凳桌罐瓶缸屏伞梨豆枣松鹤毛衣巷藤]$/.test(word)
/** A Chinese verb that has its thing with it: 关窗, 喝茶, 撞墙. */
export const verbAndThing =
  /^(?!打包$)[关开喝看写撑养遛骑坐撞拿吃煮放浇种买卖洗晒撕画弹钓捡抱喂修望听扫爬登滴倒烧打敬锁晾套升叠提端收靠换拖铺脱穿戴抽吹冒结拔踢熄灭翻熬采泼灌递割蒸炒锁躲挣赚借凑](?!针|卡)(.)$/
/** 晒被子, 洗衣服: of three characters. */
const verbAndLongThing =
  /^[关开喝看写骑坐吃煮浇种买卖洗晒画弹修烧晾叠收换铺脱穿抽嗑踢挤采堆戴搭抱贴捡揪剥啃端逗喂扎挂摆点插扫擦打切炒蒸包炖](.{2})$/
/** Heads a longer Chinese noun may end in: 流浪猫 is a cat. */
const heads = new Set(
  '猫狗花树船车桥灯床椅桌碗杯砖瓦笋虫苗芽柚桃枣梨巷藤垫帘鱼鸟林屋楼伞鞋帽裤裙瓶盒箱琴糖茶汤粥饼瓜云雨雪雾蛋鹭铺店布袋桶缸酒肉毯柜凳壶罐鸭鹅羊牛猪窗棚门纸笼篮虾锅盆盘湖河江塔墙风叶卡笔铃窝旗鹤袜靴巾亭枝厂',
)
const notHeaded =
  /^(?:王八蛋|面前|当面|[一二两三四五六七八九十]+楼|饭[前后]|火花|天花|棉花|风云|烟花|雪花|浪花|楼[上下]|病床|机床|下车|开车|停车|上车|出租|混蛋|坏蛋|完蛋|笨蛋|滚蛋|傻蛋|脑袋|酒肉|公布|发布|宣布|散布|颁布|遍布|分布|吹牛|替罪羊|出风头|喝酒|吃肉|肌肉|血肉|皮肉|骨肉|蜗牛|天鹅|企鹅|熊猫|同窗|扑克牌|掌柜|部门|嗓门|窍门|专门|热门|冷门|球门|名门|豪门|命门|进门|出门|上门|入门|银河|江湖|灌篮|扣篮|投篮|图纸|牢笼|火锅|背锅|甩锅|地盘|键盘|方向盘|盆栽|骨盆|U盘|光盘|硬盘|中风|作风|家风|威风|歪风|跟风|屏风|麦克风|痛风|打卡|刷卡|关卡|发卡|伏笔|败笔|文笔|执笔|亲笔|随笔|笔帽|螺帽|普通话|被窝|酒窝|心窝|眼窝|颈窝|胳肢窝|胳膊窝|咯吱窝|出厂|进厂|原厂|建厂|返厂|阀门|油门|脑门|快门|气门|球探|红旗)$/

/** The thing or person named by the Chinese words that begin at a token. */
export function chineseAt(tokens: Token[], i: number): Mention | undefined {
  const token = tokens[i]!
  if (/^(?:没人\p{Script=Han}?|无人|没有人|没得人|冇人|无一人)$/u.test(token.text))
    return staySilent.test(tokens[i + 1]?.text ?? '') ? undefined : crowd(i, i + 1, true)
  // 没有谁来, 不知谁放的.
  if (/^(?:没有?|冇)$/.test(token.text) && tokens[i + 1]?.text === '谁') return crowd(i, i + 2, true)
  if (token.text === '谁' && /不知道?$/.test(between(tokens, Math.max(0, i - 2), i)))
    return { somebody: stranger, from: i, to: i + 1, quantity: 'QUANTITY_ONE', isNobody: false }
  if (/^谁(?:[也都][没不])?$/.test(token.text)) return isNoOne(tokens, i) ? crowd(i, i + 1, true) : undefined
  const trader = traderAt(tokens, i)
  if (trader) return trader
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
  if (
    length === 1 &&
    /^[mq]/.test(tag) &&
    measuring.test(word) &&
    !/^第.*盆$/.test(word) &&
    (word.length === 1 || !chinese.has(word))
  ) {
    const isPlanted =
      word.endsWith('盆') && /^(?:多肉|绿[植萝])|[苗花兰萝草莉季掌棠菊竹桂荷]$/.test(tokens[i + 1]?.text ?? '')
    const container = chinese.get(isPlanted ? '花盆' : word.at(-1)!)
    // 三个碗 counts them before.
    const counted = word.length === 1 ? countChinese(tokens, i, word) : 'QUANTITY_UNSPECIFIED'
    const quantity = counted === 'QUANTITY_UNSPECIFIED' ? countOfMeasure(word) : counted
    if (container) return { thing: container, from: i, to: i + 1, quantity, isNobody: false }
  }
  if (word.length === 1 && notNoun.test(tag) && !(chinesePeople.has(word) && tag.startsWith('n'))) {
    if (!/^[树云]$/.test(word) && !isNamedWater(word, tag, tokens[i + 1]?.text) && !isNounAfterAll(tokens, i))
      return undefined
  }
  if (isOtherWord(tokens, i, word)) return undefined
  const bare = length === 1 && word.length > 1 && !notHeaded.test(word) ? word.replace(localiser, '') : word
  const quantity = () => countChinese(tokens, i, word)
  const at = { from: i, to: i + length, isNobody: false }
  const somebody = chinesePeople.get(word) ?? chinesePeople.get(bare)
  // 全班第一: a rank, nobody's company.
  if (somebody) {
    if (word.startsWith('全') && tokens[i + length]?.text.startsWith('第')) return undefined
    if (isNobodyHere(tokens, i, word)) return undefined
    // 卖菜的大妈: what follows is who it is. 楼上的孩子 is a neighbour's.
    const next = tokens[i + length]
    if (
      word.endsWith('的') &&
      !/^(?:楼上|楼下|隔壁)/.test(word) &&
      next?.clause === tokens[i]!.clause &&
      next.tag.startsWith('n')
    )
      return undefined
    // 隔壁床那位大姐: one neighbour, said twice.
    if (!somebody.relation && besides.test(between(tokens, Math.max(0, i - 3), i))) return undefined
    const named = tokens[i - 1]
    // 那位太太, 老先生: a wife or a husband is somebody's.
    const isByName = /^(?:先生|太太)/.test(word)
      ? !isOwnSpouse(tokens, i, word)
      : /^叔叔?$/.test(word)
        ? !ownKin.test(named?.clause === tokens[i]!.clause ? named.text : '')
        : calledByName.test(word) && (surname.test(named?.text ?? '') || named?.tag === 'nr')
    return { ...at, somebody: isByName ? { ...somebody, relation: '' } : somebody, quantity: quantity() }
  }
  if (word === '人') return personWord(tokens, i)
  const thing =
    chinese.get(word) ?? (bare && !notNoun.test(bare.length === 1 ? tag : 'n') ? chinese.get(bare) : undefined)
  if (thing) return { ...at, thing, quantity: thing.isMass ? 'QUANTITY_UNSPECIFIED' : quantity() }
  const objectOfVerb =
    length === 1 && /^[nvil]/.test(tag)
      ? chinese.get(verbAndThing.exec(word)?.[1] ?? verbAndLongThing.exec(word)?.[1] ?? '')
      : undefined
  if (objectOfVerb) return { ...at, thing: objectOfVerb, quantity: 'QUANTITY_UNSPECIFIED' }
  if (length === 1 && isNamedHeight(word, tag, tokens[i + 1]?.text))
    return { ...at, thing: chinese.get(word.at(-1)!)!, quantity: 'QUANTITY_UNSPECIFIED' }
  if (
    length > 1 ||
    word.length < 2 ||
    (!/^(?:n$|z|i|l|s|b|x|ng|vn)/.test(tag) &&
      !isCalledName(word, tag) &&
      !isThingNamed(word, tag) &&
      !isNamedWater(word, tag, tokens[i + 1]?.text)) ||
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

/** 我叔叔, 小叔; 叔叔 alone is any man. */
const ownKin = /^(?:[我俺咱他她]|[我他她]们|[我你他她]家|家里|亲|小|大|[二三四五六七]|表|堂)$/
const besides = /(?:隔壁床?|[对邻]床)(?:的|那[位个])?$/

/** 把手放下 is no handle, 三楼 no building, 当着我的面 no noodles. */
function isOtherWord(tokens: Token[], i: number, word: string): boolean {
  const [before, after] = [tokens[i - 1], tokens[i + 1]]
  if (isOfName(tokens, i)) return true
  // 那笔钱, 这台电脑, 那面国旗 count; 142路 is a bus, 212票 are votes.
  if (/^[笔台面门]$/.test(word) && /^[这那每哪几]$/.test(before?.text ?? '') && after?.tag.startsWith('n')) return true
  if (/^[路票]$/.test(word) && before?.kind === 'number') return true
  const isNear = (token: Token) => token.clause === tokens[i]!.clause && token.kind !== 'mark'
  const said = (from: number, to: number) => between(tokens.slice(Math.max(0, from), to).filter(isNear), 0, 4)
  if (notAfter[word]?.test(said(i - 4, i)) || notBefore[word]?.test(said(i + 1, i + 5))) return true
  // 卡在路口: a verb.
  if (word === '卡' && /^(?:在|着|住|了|死|壳)$/.test(after?.text ?? ''))
    return !/^(?:张|刷|办|插|的)$/.test(before?.text ?? '')
  if (/^盘(?:着|起|腿)/.test(word) || (word === '盘' && /^(?:着|起|上|腿)$/.test(after?.text ?? ''))) return true
  if (word === '粉' && (/^(?:是|又|变|很|闪|脚)$/.test(before?.text ?? '') || /^[的色]/.test(after?.text ?? '')))
    return true
  if (word === '火')
    return (
      /^(?:发|冒|上|恼|这么|那么|很|太|真|挺|更)$/.test(before?.text ?? '') ||
      /^(?:了|得|过|遍)$/.test(after?.text ?? '')
    )
  if (
    word === '面' &&
    before?.text === '的' &&
    tokens.slice(Math.max(0, i - 5), i).some(({ text }) => /^当着?$/.test(text))
  )
    return true
  if (surname.test(word) && calledByName.test(after?.text ?? '')) return true
  // 我一个字都不信, 后来信了: no letter. 树结果 against 结果他没来. A line that is no thread: 这条线.
  if (word === '信')
    return (
      /^[不都也就才敢真别肯半很最只太]$/.test(before?.text ?? '') ||
      /^(?:了|命|[教佛耶主]|基督)$/.test(after?.text ?? '') ||
      (/^(?:[我你他她谁它]们?|自己)$/.test(after?.text ?? '') &&
        !/^(?:的|[封条]|.[封条]|写|寄|给|到|收到|看|读)$/.test(before?.text ?? ''))
    )
  if (word === '结果') return !/^(?:没有?|不|年|开始|花)$/.test(before?.text ?? '')
  if (word === '把手') return tokens[i]!.tag.startsWith('v') || /^[vpfdj]/.test(after?.tag ?? '')
  return word === '楼' && before?.tag.startsWith('m') === true && !/[栋座幢]$/.test(before!.text)
}

/** What a word is none of, by what stands right before it: 过线, 提着菜, 半个钟, 额头上起了个包, 胃镜. */
const notAfter: Record<string, RegExp> = {
  面: /(?:[这那每哪整正反对画台翻别被过房揉醒]|翻着|翻个)$/,
  线: /(?:[这那一][条根]?|(?<![两三四五六七八九十百千几])条|[的上下沿道过划画冲]|分数|及格|录取|国家)$/,
  菜: /(?:[提拎]着?|打折|[种摘择洗切捎])$/,
  粉: /(?:[拿扑抹擦涂])$/,
  钟: /[两三四五六七八九十几半]个$/,
  包: /(?:[脖子头腿膊脸背腰]上?(?:那|的|起了?|长了?|有)?|起了?)一?个$|蛋大的$/,
  盆: /第.$/,
  通知: /(?:等|接到)$/,
  网: /[断上联连没冇]$/,
  镜: /[肠胃宫喉]$/,
}
/** 画了个圈, 面了二十分钟, 面还没醒, 试管第三次, 街道来的人. */
const notBefore: Record<string, RegExp> = {
  画: /^[了着上]?一?[个道条]?(?:圈|勾|叉|杠|线|道|箭头|问号|笑脸)/,
  面: /^(?:了[一二两三四五六七八九十半几\d]|[还没已都也]*[发醒])/,
  线: /^(?:下面|以下|以上)/,
  试管: /^(?:第|婴儿|失败|成功)/,
  街道: /^(?:来的|办|说|通知)/,
  玻璃: /^(?:厂|渣|回收)/,
}

/** 黛布, 凯莱布, 马雷克, 汤米: a character of a foreign name. */
function isOfName(tokens: Token[], i: number): boolean {
  const { text, clause } = tokens[i]!
  if (!/^[布卡雷马塔林米汤莎]$/.test(text)) return false
  const [before, after] = [tokens[i - 1], tokens[i + 1]]
  if (after?.clause === clause && nameEnd.test(after.text)) return true
  if (before?.clause !== clause) return false
  if (/^[马林米汤]$/.test(text)) return nameEnd.test(before.text) || (text === '米' && before.text === '汤')
  return (
    /^(?:nrt?|nz|x|j)$/.test(before.tag) ||
    (before.tag === 'ns' && before.text.length === 1) ||
    nameEnd.test(before.text)
  )
}
const nameEnd = /^[布卡雷马塔林米尔斯克特罗德兰娜莉妮蒂丝洛诺伊姆莱]$/

/** jieba calls some nouns verbs or names; a measure word or 的 before them knows better (那把锁), and 里 behind them (包里). */
function isNounAfterAll(tokens: Token[], i: number): boolean {
  const { text, tag, clause } = tokens[i]!
  const before = tokens[i - 1]?.clause === clause ? tokens[i - 1]!.text : ''
  const after = tokens[i + 1]
  // 给花浇水 against 花了三百块.
  if (text === '花' && /^(?:|给|看|来看|看到|把|和|送|种|养|摘|插|浇|包|剪|烂|赏|采|卖)$/.test(before))
    return !/^(?:了|钱|光|掉|在|不|得|完|\d|[一二三两几十百千万])/.test(after?.text ?? '了')
  // 一根针, 打针 against 针对; 一粒米, 要米 against 三米.
  if (text === '针') return after?.text !== '对' && before !== '一'
  if (
    text === '包' &&
    /^(?:拎|背|提|挎|把|的|打开|收拾|放下|翻|拉开|着|了|起)$/.test(before) &&
    !/^(?:n|v$)/.test(after?.tag ?? '')
  )
    return true
  if (text === '米') return !/^(?:\d|[一二两三四五六七八九十百千万几半多]+$)/.test(before || '0')
  if (tag === 'nr' && /[布铃藤]/.test(text)) return true
  return (
    /^(?:v|nr|ns)/.test(tag) &&
    (/(?:[的只个条张棵把朵座本盏幅支道块粒片根顶辆封着层团袋圈堆串股丛]|有|没得)$/.test(before) || after?.tag === 'f')
  )
}
