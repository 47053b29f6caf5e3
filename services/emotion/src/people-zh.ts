import { between, following, preceding } from './around.ts'
import { crowd, stranger } from './crowd.ts'
import { chinesePeople } from './lexicon/people.ts'
import { chinese } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import { countChinese } from './quantity-zh.ts'
import type { Token } from './tokens.ts'

/** 谁也没来; not 我谁也没告诉, 谁都没说话, which say whom, or that all who are there did not. */
export function isNoOne(tokens: Token[], i: number): boolean {
  const before = tokens[i - 1]?.clause === tokens[i]!.clause ? tokens[i - 1]!.text : ''
  const said = tokens
    .slice(i, i + 6)
    .map(({ text }) => text)
    .join('')
  return (
    /^谁[也都](?:没有?|不|\p{Script=Han}{1,3}不[了着到])(?!告诉|想到|料到|理谁|跟谁|怕|欠|惹|联系)/u.test(said) &&
    !/^谁[也都](?:没有?|不|\p{Script=Han}?不)(?:肯|敢|先|再|开始){0,2}(?:说|提|看|动|吭|吱|言语|接|开口|出声|作声|笑|拍|怪|催|掏|打|认|坐|要|躲|让|合眼|抬头|搭腔|赢|输)/u.test(
      said,
    ) &&
    !/^(?:[我你您他她俺咱]|[我咱俺]们|[我咱]?俩|大家|跟|和|对|向|给|同|连)$/.test(before)
  )
}

/** 没人说话 is said of those who are there. */
export const staySilent = /^(?:说话|吭|接话|出声|言语|作声|比)/

/** 马姐, 李阿姨, 顾先生: people outside the family are called so by their surname. */
export const calledByName = /^(?:[姐哥叔姨婶伯]|大[姐哥妈爷叔娘婶]|阿[姨婆公]|伯伯|叔叔|奶奶|爷爷|先生|太太)$/
/** Surnames of one character. */
export const surname =
  /^[张王李赵刘陈杨黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦江阎薛段雷黎龙陶贺顾毛郝龚邵钱严武莫孔汤霍]$/

/** 那位太太, 老先生, 高先生, 太太们 are ladies and gentlemen; others, 昨天先生陪我, are somebody's wife or husband. */
export function isOwnSpouse(tokens: Token[], i: number, word: string): boolean {
  const before = tokens[i - 1]?.clause === tokens[i]!.clause ? tokens[i - 1]! : undefined
  const after = tokens[i + 1]
  if (/^(?:先生|太太)们/.test(word)) return false
  if (!before || before.kind === 'mark') return after !== undefined && after.kind !== 'mark'
  return (
    !/(?:[位个名]|^老|^那|^这)$/.test(before.text) && !surname.test(before.text) && !/^(?:nr|m|q|x)/.test(before.tag)
  )
}

/** 隔壁班 and 隔壁厂 are places, 上铺的灯 a lamp; 家里 is at home, unless it writes, says or wants something. */
export function isNobodyHere(tokens: Token[], i: number, word: string): boolean {
  const after = tokens[i + 1]?.text ?? ''
  if (/^[上下]铺的$/.test(word)) return tokens[i + 2]?.tag.startsWith('n') === true
  // 同一家公司, 一家一家; not 儿子一家, 一家五口.
  if (word === '一家') {
    const owner = tokens[i - 1]?.text ?? ''
    return (
      !/^[我你他她咱]们?$/.test(owner) && !chinesePeople.has(owner) && !/^(?:[三四五六七八九几]口|[都全老])/.test(after)
    )
  }
  if (word === '朋友') return /^(?:验证|圈|申请|请求)/.test(after)
  if (word === '对象') return /^(?:谈|处|找|介绍)$/.test(tokens[i - 1]?.text ?? '')
  if (word.startsWith('崽')) return /[下狗猫猪兔]$/.test(tokens[i - 1]?.text ?? '')
  if (word === '财务') return /^(?:自由|状况|报表|压力|危机|问题|公司)/.test(after)
  // 也他妈没用: no mother.
  if (word === '妈')
    return /^[他你]$/.test(tokens[i - 1]?.text ?? '') && /^[也真还太就又都更]$/.test(tokens[i - 2]?.text ?? '')
  if (word === '隔壁')
    return /^(?:桌子?|班|村|厂|县|屋|寝室?|镇|店|房间?|工位|病房|病床|床|铺|泳道|隔间|单间|包间|包厢|窗口|摊|车位|座|厕所间?|办公室|教室|楼|院|市|省)$/.test(
      after,
    )
  return (
    word === '家里' &&
    !/^(?:人|说|让|叫|催|寄|打|给|又?来|不?同意|知道|反对|逼|安排|凑|汇|介绍|托|瞒)/.test(after) &&
    !/^(?:跟|和|给|瞒着?|靠|养)$/.test(tokens[i - 1]?.text ?? '')
  )
}

/** 像个孩子, 跟小孩一样, 跟开船似的: something is likened to them, and they are not there. 我跟妈妈一样 is said of both. */
export function isLikened(tokens: Token[], mention: Mention): boolean {
  if (tokens[mention.from]!.kind !== 'zh') return false
  const before = preceding(tokens, mention, '', 8)
  if (!mention.somebody)
    return (
      /(?:^|[^好画想头影肖偶])[像跟](?:一?[只个张块条片串把头根])?$/.test(before) &&
      /^(?:似的|那么大|那样)/.test(following(tokens, mention, '', 2))
    )
  if (likening.test(before)) return true
  return (
    /^(?:|child|baby|student|guest|soldier|police_officer)$/.test(mention.somebody.relation) &&
    /[像跟](?:一?个|俩|两个)?$/.test(before) &&
    /^(?:似的|一样|一般|那么大)/.test(following(tokens, mention, '', 2))
  )
}
const likening =
  /(?:^|[^好画想头影肖偶照录图人])像(?:是)?(?:[一两几]?[只个条张块头根座口朵棵片盏匹台扇把粒颗股阵场群位名]|俩|那种|一)?(?:\p{Script=Han}{1,3}的)?$/u

/** 卖豆腐的, 修伞的, 看门的: somebody by what they do, where no noun follows; what they deal in is there too. */
export function traderAt(tokens: Token[], i: number): Mention | undefined {
  const { text, kind, clause } = tokens[i]!
  const own = kind === 'zh' ? trades.exec(text) : null
  if (!own) return undefined
  const before = tokens[i - 1]
  // 我卖豆腐的, 他送的花: said of somebody else already.
  const isSaid = before?.clause === clause && before.kind !== 'mark'
  if (isSaid && !/^[mqcpf]|^v$/.test(before.tag)) return undefined
  const goods = own.slice(1).find((part) => part !== undefined) ?? tokens[i + 1]
  const at = typeof goods === 'string' ? i + 1 : i + 2
  if (tokens[at]?.text !== '的' || (typeof goods === 'object' && !goods.tag.startsWith('n'))) return undefined
  const after = tokens[at + 1]
  if (after?.clause === clause && after.kind !== 'mark' && !/^[vdpt]/.test(after.tag) && after.text !== '问')
    return undefined
  const thing = chinese.get(typeof goods === 'object' ? goods.text : (goods ?? ''))
  const somebody = chinesePeople.get(between(tokens, i, at + 1)) ?? stranger
  return { somebody, ...(thing && { thing }), from: i, to: at + 1, quantity: 'QUANTITY_ONE', isNobody: false }
}

const trades =
  /^(?:[卖修收送扫擦开](\p{Script=Han}{1,2})?|[查抄售检]([票表])|理(发)|推(销)|办(案)|打扫|配(钥匙)|看大?(门)|剃(头)|算(命)|要(饭)|讨(债))$/u

/** 人 alone: a crowd, somebody, or (一个人) the way of being alone, which is nobody else. */
export function personWord(tokens: Token[], i: number): Mention | undefined {
  const before = tokens[i - 1]?.text ?? ''
  const further = tokens[i - 2]?.text ?? ''
  const quantity = countChinese(tokens, i, '人')
  const somebody = { somebody: stranger, from: i, to: i + 1, quantity, isNobody: false }
  if (before === '得' && /^[没冇]$/.test(further)) return crowd(i, i + 1, true)
  if (/^(?:一个|一|别|老|本)$/.test(before)) {
    const next = `${tokens[i + 1]?.text ?? ''}${tokens[i + 2]?.text ?? ''}`
    const isNobody = /^(?:[也都]|没)/.test(next) && /^[也都]?(?:还)?没/.test(next)
    const denied = /^(?:没有|没|不见)$/.test(further) || /^(?:也|都)/.test(next)
    return before.startsWith('一') && (denied || isNobody) ? crowd(i, i + 1, isNobody) : undefined
  }
  // 全是人, 坐满了人.
  if (
    /(?:全|都|满|尽|净|到处)是$|[坐站挤围住排]满了?$|到处(?:都|全)?(?:是|有)$/.test(
      between(tokens, Math.max(0, i - 3), i),
    )
  )
    return crowd(i, i + 1, false)
  if (/^(?:有|某个|某|那个|这个|个)$/.test(before) && further !== '没' && quantity !== 'QUANTITY_MANY')
    return { ...somebody, quantity: 'QUANTITY_ONE' }
  if (/^(?:QUANTITY_TWO|QUANTITY_FEW)$/.test(quantity) && /^[两二三四五六几俩仨]/.test(before))
    return /^(?:我们|咱们|咱|你们|他们|她们)$/.test(further) ? undefined : somebody
  if (
    before === '的' &&
    (/^[一满](?:屋子?|车|桌|院子?|村|班|楼|圈|场)$/.test(further) ||
      (/[一满全]$/.test(tokens[i - 3]?.text ?? '') && chinese.get(further)?.isPlace))
  )
    return crowd(i, i + 1, false)
  // 没有一个认识的人.
  if (before === '的' && /没有?一个[^,.]{0,8}的$/.test(between(tokens, Math.max(0, i - 6), i)))
    return crowd(i, i + 1, true)
  // 收废品的人: somebody who does something. 人老了, 做人: people as such are no figures in a picture.
  if (before === '的')
    return (chinese.get(further)?.isPlace && !/[村城市房屋]/.test(further)) ||
      tokens[i - 2]?.tag.startsWith('v') ||
      /^[nv]/.test(tokens[i - 3]?.tag ?? '')
      ? { ...somebody, quantity: 'QUANTITY_ONE' }
      : undefined
  if (/^没有?$/.test(before) && staySilent.test(tokens[i + 1]?.text ?? '')) return undefined
  const isDenied = /^(?:没有|没|无|不见|再没|也没有|没得|冇)$/.test(before)
  return isDenied || quantity === 'QUANTITY_MANY' ? crowd(i, i + 1, false) : undefined
}

/** 老潘问, 小李说: jieba cuts many a name in two; 老高了 is none. */
export function isNameInTwo(tokens: Token[], i: number): boolean {
  const [own, next, after] = [tokens[i]!, tokens[i + 1], tokens[i + 2]]
  if (next?.clause !== own.clause || !isChineseName(own.text + next.text)) return false
  // 王丽, 曼曼.
  if (own.tag === 'nr' && next.tag === 'nr') return own.text.length === 1 && given.includes(next.text)
  if (!/^[老小阿]$/.test(own.text)) return false
  const isEnd = after?.clause !== own.clause || after.kind === 'mark'
  return next.tag.startsWith('nr') || own.text === '阿' || (!isEnd && /^(?:[vdp]|问)/.test(after.tag + after.text))
}

/** 老李, 小雅, 李老师, 马小军, 静静, 凯瑟琳; jieba takes many other words for names: 天亮, 毛巾, 张嘴. */
export const isChineseName = (word: string): boolean =>
  (nameOfPerson.test(word) || transliterated.test(word)) && !notName.test(word)

const given =
  '曼凯涵法贝智卓蒂雅明红芳丽美华强军伟杰敏静婷玲燕梅兰英文辉鹏飞龙虎霞涛波亮刚勇娟娜莹琳雪月晴雯萱彤瑶欣怡涵睿浩宇轩博晨阳凯丹薇蕾建国志秀淑芬桂玉珍卫东春秋生福贵根宝诺悦洋洁倩佳俊峰磊斌超琴凤菊莲翠香荣昌德胜利民平林宁萌妞囡朵豆乐甜'
const nameOfPerson = new RegExp(
  `^(?!小囡)(?:[老小阿](?:${surname.source.slice(1, -1)}|[${given}裴尤葛薄费柯乔尹樊岳聂殷])|老[二三四五六七八]|${surname.source.slice(1, -1)}[\\p{Script=Han}]{1,2}|[${given}]{2})$`,
  'u',
)
/** Foreign names, written by their sound. */
const transliterated =
  /^(?:[克斯特尔德拉罗兰娜莉妮蒂丝洛诺伊姆莱杰森汤凯萨琳维玛丽安东尼奥艾露米乔治亨约翰汉保彼得吉亚历戴迈迪丹莎卡比鲍勃肯查贝珍海伦苏珊夏弗布雷塔林达瑞莫娅蕾费格里奇普瑟文米]{3,4}|汤姆|凯特|安娜|玛丽|彼得|约翰|杰克|露西|莉莉|艾玛|保罗|大卫|迈克|马克|汉斯|艾伦|珍妮|海伦)$/
const notName =
  /^(?:谢[谢幕礼]|张[嘴口开贴]|张家[界口]|胡[子椒杨同]|胡同口|高[高峰三大中低温兴]|高高的|王八蛋?|宋体|金[灿耳山达黄色]|金(?:灿灿|耳环|达莱)|马[上路桶]|马(?:上飞|六甲|头墙)|孔雀园?|黄[柏色昏]|黄澄澄|段[子落]|段时间|雷[达雨声]|龙门阵?|杨[梅桃]|杨桃汁|沈阳人?|贺兰山?|梁祝|杜鹃花?|苏州人?|江[边水]|石[头家狮]|石(?:家庄|狮子)|叶子|丁[香字]|丁字尺|林子|汤[勺圆]|白[白生]|毛[毛巾衣]|安[静宁]|平[安静]|春[秋兰]|秋[月千]|明[月亮]|文明|利润|生[月平]|胜利|月亮|福利|东[东西]|小[红](?:花|书)|小[春秋月平生]|老[生家宝]|华[丽美]|美[丽玉甜]|香甜|甜[美香]|平[生民]|国[生民]|民[国生]|根[生本]|英[明文]|阳春|佳[洁]|建[国]日|维生素|麦当劳|里拉|多伦多|格尔木|巴士拉|米兰|洛杉矶|伦敦|罗马|柏林|莫斯科|芬兰|爱尔兰|荷兰|波兰|苏格兰|英格兰|乌克兰|新西兰|瑞典|瑞士|丹麦|海里|卡里|布里|布拉格|达拉斯|维多利亚|鹿特丹|奥特曼|阿里|摩托|卡布奇诺|斯诺克|马赛克|卢比|顾[客问]|刘海|田[埂野螺]|罗[勒汉]|毛[绒发]|夏令|戴.*|林子.*|姜[黄味]|马[虎尾鞍]|唐[诗装]|宋词|宁静|胡(?:闹|萝卜)|金[秋刚]|黄牛|江米|贺喜|马[达扎甲勒]|王[冠法]|石[楠]|许[诺可]|许可证|陈[述年]|金光|张[榜]|张开嘴|桂林|吕梁|黄[铜菊]|阎王爷|高(?:中生|丽菜)|龙卷风|胡[豆]|莫合烟|贺卡|.+[树菜汤雨灯杯笔镜营楼声蜂路豆花鱼龟菊])$/
