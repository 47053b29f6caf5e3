import { between, following } from './around.ts'
import type { Thing } from './lexicon/things.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/*
 * The ways Chinese says of a thing that it is not there which need more than a negation before it or "gone" behind it:
 * taken by somebody who is named, left somewhere else, never bought, one and not one of them.
 */

/** When and how sure: 昨晚, 早就, 三年前, 不知道. */
const when =
  '(?:还是|已经|早就|后来|现在|如今|终于|最后|结果|突然|忽然|全部|统统|通通|一下子?|一夜之?间?|偷偷|悄悄|好像|大概|可能|怕是|不知道?|不晓得|这么|就这么|从此|[昨今前]天|[昨今]晚|昨夜|夜里|去年|前年|今年|上?个?(?:周|月|星期|礼拜)[一二三四五六日天]?|[一两二三四五六七八九十几半]+(?:年|天|个?月)前|[那第][一二三]?(?:年|天)|在(?!\\p{Script=Han}?[我他她你])\\p{Script=Han}{1,5}[上里中外]|始终|一直|总|老|迟迟|到底|永远|到现在|至今|再也?|好多年|很久|[都全也又就却早已才再怎]|还(?!给)){0,5}'
/** Who took it: 被人, 让打饭的, 叫小偷给. */
const by = '(?:[被让叫给](?!我|他看|她看|你看|人看)\\p{Script=Han}{0,6}?给?)'
const taken =
  '(?:(?![我们快慢行退竞])\\p{Script=Han}走(?!路|廊|进|过来)|拿去(?:当|卖|换|抵)\\p{Script=Han}?了|(?:掀|刮|吹|冲|卷|抢|偷|赶)跑|(?:撕|摘|取|拆|卸|扯|揭|铲)(?:下来|下去|下)|(?:卸|摘|撤)了|(?:偷|抢|骗|讹|没收|弄丢|弄没|搞丢|拆|撕|锯|砍|拔|铲|扒|推平|填平|删|输|赌|败|折腾|查封|收缴|扣)(?:了|掉|光|没|完)|抖掉|吞掉|收了(?=$|去|回))'
/** 肉让打饭的抖掉了, 杯子不知道被谁拿走了, 钱叫人骗光了. */
const takenBy = new RegExp(`^${by}${taken}`, 'u')
/** 树锯了, 烟囱推平了, 照片删了. */
const doneAway = new RegExp(
  `^(?:锯了|锯掉|锯倒|填平了?|砍光|拔掉|剪掉|扯掉|扒了|推平|铲平|铲了|删了|删掉|删光|拔了|撤了|死光|死完|死绝|死掉|捐了|捐掉|捐出去|捐给|转让|转手|过户|还给\\p{Script=Han}{1,6}了|[也都早]?戒了|(?:不知道?|不晓得|谁知道)?(?:去|跑|丢|放|弄|扔|落|滚|掉|飞|搁)?(?:到|在)?(?:哪里|哪儿|哪|何处)去?了?$|输[光掉]|当掉|押了|抵了?债|变卖|送养|处理掉|清空|清走|没影|没了影|没踪影|无影无踪|不翼而飞|不知去向|不知所踪|荡然无存|下落不明|断供|卖没|抢光|抢没|抢空|摔没|吃没|喝没|花[没光完]|用没|耗光|烧没|拆没|跑没|飞没)`,
  'u',
)
/** 药店改成了奶茶店, 操场盖成了楼房: a place that has become another. */
const turned = new RegExp(`^(?:[改换盖修建][成建做为]了?)(?=\\p{Script=Han})`, 'u')
/** A place that was closed for good: not one that is shut at night. */
const closed = new RegExp(`^(?:撤了|撤销|停办|停业|歇业|关张|执了?笠|结业|倒闭|搬走|搬了家?|拆迁|填了|填平)`, 'u')
const measures =
  '(?:条|只|个(?!人)|张|把|朵|颗|粒|棵|本|封|件|口|滴|瓶|杯|碗|盏|根|块|片|双|头|匹|辆|串|样|点儿?|丝|枚|支|枝|艘|架|台|间|座|盆)'
const closedDown = new RegExp(
  `^(?:收了|收摊了|收掉了?|不做了|不开了|[顶盘转]出去了?|[顶盘转]给了?\\p{Script=Han}+)$`,
  'u',
)
const noneOf = new RegExp(
  `^连?[一半]${measures}(?:[也都]|都是)?(?:没|不|冇)(?:有|得)?(?:剩|留|见|开|来|结|长|到|沾|响|亮|带|穿|戴|买|收|寄|送|给|钓|捞|摸|打|抓|逮|捡|找|等|遇|碰|飞)?(?:到|着|上来|上|成|下|过|回来|出来)?了?$`,
  'u',
)
/** 票没抢到, 船没等来. */
const notGot = new RegExp(
  `^没(?:有)?(?:买|找|等|抢|订|叫|借|领|收|拿|要|盼|赶|见|看|碰|遇|钓|捞|摸|捕|捡|寻|摘|挖|挣|拦|打|穿|吃|喝|用|住|坐|骑|看|戴|弹|点|做)(?:到|着|上|来|成|见|回来|上来|下来)(?:过|了)?$`,
  'u',
)
/** 挂照片的地方空着, 原来放钢琴的地方留着四个坑. */
const wherePlaced =
  /^的?的(?:那个?)?(?:地方|位置|那块|那面墙?|角落)(?:\p{Script=Han}{0,3}(?:空|留|剩|只有|成了|是白)|$)/u
const placedBefore = /(?:挂|放|摆|停|种|搁|堆|拴|贴)(?:着|过)?$/

/** 我们这儿以前有一条河, 院子里从前种满了花. */
const hadBefore =
  /(?:以前|从前|(?<![走跑冲扑爬看听问追赶])过去|原先|早先|早年|当年|曾经|曾)(?:[我咱他她]们?|这[里儿]|那[里儿]|家里|\p{Script=Han}{1,3}[里上边前后中]|也|还|都){0,3}(?:有|养|种|摆|放|挂|停|坐|住)(?:过|着|满)?了?(?:[一两三几]?[个只条张棵把座台架盏头匹间口辆片排家面块]|好多|好几\p{Script=Han}|很多|许多|\p{Script=Han}{1,2}的)?$/u
/** It needs to be said that it is otherwise now, unless 过 or 曾经 says so. */
const otherwiseNow = /现在|如今|后来|[眼而]今|没了|没有了|不见|拆|只剩|再也|再没|空|砍|填/
/** 小时候门口有条河，现在填了. */
const hadAsChild =
  /(?:小时候|那时候|那会儿?|年轻时|刚来时)(?:[我咱他她]们?|家里|\p{Script=Han}{1,4}[里上边前后口]|也|还|都){0,3}(?:有|养|种|住)(?:着|满)?了?(?:[一两三几]?[个只条张棵把座台架头匹间口片排家块])?$/u
const goneSince =
  /(?:现在|如今|后来|眼下|前几年|去年)[^.!?]{0,8}(?:填|拆|没[了有]|砍|盖|不见|不在|卖|死|干了|枯|倒闭|空|只剩|推平|淹)/
const formerly = /(?:原来|以前|从前|过去|当年)的$/
const wasOnce =
  /(?:以前|从前|过去|原先|早先|当年|曾经|曾)(?:这[里儿]|那[里儿]|\p{Script=Han}{1,3}[上里边前])?是(?:一?[个座片条家间所块]|\p{Script=Han}{1,4}的|我们?的?|老|大)?$/u

/** 买不起蛋糕, 没钱买药, 没舍得买那条裙子. */
const unaffordable =
  /(?:[买住用吃坐穿请雇养上]不起|(?:没钱(?:给\p{Script=Han}{1,4})?|没给\p{Script=Han}{1,3}|没舍得|舍不得|不舍得|不肯|不给[我你他她]?|没给[我你他她]|不让[我你他她]?|还没|从没|从来没|没有?)买(?:过|上|成)?)(?:那?[一两几]?\p{Script=Han}|新的?)?$/u
/** 没挂灯笼, 没摆花, 没装栏杆. */
const notPut =
  /(?<![并又是])(?:没有?|不再|忘了?|忘记|从来不|从没)(?:给(?:[我你他她]们?|家里))?(?:挂|摆|插|铺|装|留|配|搁|点|贴|盖|系|种|供|洒|加|搁|撒|蘸|抹|涂)(?:过|着|好|上|满)?(?:[一半][个只条张把件点盏束朵炷根块]|什么)?$/
const missed =
  /(?:没有?[赶追搭坐]上|[赶搭坐追]不上|错过了?|没赶到)(?:那|最后|末|头)?(?:[一二两]?[个只条张趟班辆列艘])?(?:回\p{Script=Han}{1,3}的)?$/u

/** 再也不做饺子, 再没摆过她的杯子, 再也吃不到奶奶包的粽子. */
const neverAgain =
  /(?:再也?(?:没有?|不)|从此(?:没|不)再?|没再|不再)(?:做|包|煮|烧|吃|喝|买|养|穿|戴|碰|摸|弹|听|收|寄|送|种|点|放|摆|挂|骑|打|拉|抽|要|画|提|给)(?:过|到|见|着|了)?(?:那?[一两几]?[个只条张把杯碗盘件本封朵盏首碟口棵道]|(?:[我你他她]们?|\p{Script=Han}{1,4})的)?$|再也(?:吃|喝|听|看|见|闻|摸|穿|戴|弹|骑|坐|收|买|找|尝)不[到见着了](?:那?[一两几]?[个只条张把杯碗盘件本封朵盏首碟口棵道]|(?:[我你他她]们?|\p{Script=Han}{1,6})的)?$/u
const neverSince = new RegExp(
  `^(?:以后|后来|从此|就|我|[我她他]们?)*(?:从此|后来)?(?:再也?没(?:有)?|没再|再也不|不再)(?:\\p{Script=Han}{1,2}过|\\p{Script=Han}了?)$`,
  'u',
)
/** 今天没出太阳, 月亮被云遮住了. */
const skyward = /^(?:sun|moon|star|rainbow|sunlight|moonlight|sunrise)$/
const coveredUp =
  /^(?:又|都|全|还是|一直)*(?:[被让给叫]\p{Script=Han}{0,4}(?:遮|挡|盖|吞|蒙)(?:住|没|了|得)|没(?:有)?(?:出来|露脸|露面|出现|升起))/u
/** 鸽子再也没飞回来, 信始终没到, 雨还是没下. */
const neverCame = new RegExp(
  `^(?:没(?:有)?|不)(?:再)?(?:来|到|送来|寄来|开来|飞来|出现|靠岸|进站|到站|[飞跑游开驶]?回来|停下|下(?!来|去))(?:过|了)?$`,
  'u',
)
/** 自行车停在楼下，第二天就没了. */
const goneInNext =
  /^(?:第二天|隔天|转眼|一转[身眼]|一回头|后来|现在|如今|今天|今早|早上|回来|再[看去回来]\p{Script=Han}{0,4}|没过?几天|过几天|[一两几]天后)+(?:一看|发现)?就?(?:没了|不见了|不在了|没影了|丢了|没有了)$/u

/** Things one carries, which are somewhere else when they were left there. */
const carried =
  /^(?:umbrella|key|mobile_phone|wallet|bag|backpack|suitcase|medicine|glasses|hat|scarf|glove|coat|jacket|notebook|book|card|cup|thermos|watch|earring|necklace|ring|ticket|money|certificate|hearing_aid|dentures|lunchbox|camera|headphone|charger|letter|exam_paper|pen|walking_stick)$/
const leftThere = new RegExp(
  `^(?:落|忘|漏)(?:在)?(?!我|眼|心|脑|手|地上|枕|脸|身|嘴)\\p{Script=Han}{1,6}(?:了|上|里)$`,
  'u',
)
/** 把伞落在车上了. */
const isLeftBehind = (thing: Thing, rest: string) => carried.test(thing.concept) && leftThere.test(rest)

/** 连把椅子都没带, 连口水都没给. */
export const notEven = (before: string, rest: string) =>
  /连(?:一?[个只条张点片把盏口双件根朵块辆句盒包杯碗瓶]|半[个点])?$/.test(before) &&
  /^\p{Script=Han}{0,3}[都也](?:没(?:有)?|冇|不)(?:有|带|穿|戴|拿|买|留|剩|放|给|送|见|摆|挂|装|看[见到]|找[到着]|许带|让带)?(?=$|[了的过上])/u.test(
    rest,
  )

/** Whether a thing is said to be gone, taken, never bought or never put there. `before` and `rest`: its clause to either side. */
export function isGoneThing(
  { thing }: Mention,
  own: string,
  before: string,
  rest: string,
  text: () => string,
): boolean {
  return (
    thing !== undefined &&
    (isSaidGone(thing, before, rest) || (mayLack.test(before) && isSaidLacking(thing, own, before, rest, text)))
  )
}

/** What is said of it, without when and how sure. */
const adverbs = new RegExp(`^(?:[我你他她咱]们?(?!的)|[爸妈爷奶](?!\\p{Script=Han}?的))?${when}`, 'u')
const withoutAdverbs = (rest: string): string => rest.slice(adverbs.exec(rest)![0].length)
/** What the ways below begin with: most clauses have none of it. */
const mayBeGone =
  /^[被让叫给锯填砍拔剪扯扒推铲删输当押抵变送处清没无不荡下断卖抢摔吃喝花用耗烧拆跑飞撤死捐转过还戒早去丢放弄扔落滚掉哪忘漏连一半改换盖修建停歇关执结倒搬收顶盘谁到搁露遮挡盖吞蒙]/
const mayLack =
  /[再没不错曾]|[以从]前|过去|原先|早[先年]|当年|小时候|那时候|那会|年轻时|刚来时|原来|[挂放摆停种搁堆拴贴](?:着|过)?$/

function isSaidGone(thing: Thing, before: string, rest: string): boolean {
  if (!thing.isPlace && neverSince.test(rest)) return true
  const said = withoutAdverbs(rest)
  if (!mayBeGone.test(said)) return false
  if (/^\p{Script=Han}{0,4}扔了/u.test(said) && rest.startsWith('早')) return true
  if (takenBy.test(said) || doneAway.test(said) || isLeftBehind(thing, said)) return true
  if (skyward.test(thing.concept) && coveredUp.test(said)) return true
  if (/^(?:shop|restaurant|cafe|bakery)$/.test(thing.concept) && (closed.test(said) || closedDown.test(said)))
    return true
  if (thing.isPlace) return turned.test(said) || closed.test(said)
  return notGot.test(said) || (noneOf.test(said) && !/[被让叫给向对跟和]$/.test(before)) || neverCame.test(said)
}

function isSaidLacking(thing: Thing, own: string, before: string, rest: string, text: () => string): boolean {
  if (neverAgain.test(before) && !thing.isPlace) return true
  if (skyward.test(thing.concept) && /(?:没有?|不)(?:出|露)过?$/.test(before)) return true
  if (placedBefore.test(before) && wherePlaced.test(rest)) return true
  if (unaffordable.test(before) || missed.test(before)) return true
  if (notPut.test(before) && !/^(?:床|菜|头|名|饭|土|水|肥|花|心|后路|余地)/.test(own)) return true
  if (hadBefore.test(before)) return /[过曾]/.test(before) || otherwiseNow.test(text())
  if (hadAsChild.test(before)) return goneSince.test(text())
  if (thing.isPlace && formerly.test(before))
    return /^(?:上面?|里)?(?:已经|早就?|现在|如今|都)*(?:盖|建|修|改|变|起)[成了]/.test(rest)
  return thing.isPlace && rest === '' && wasOnce.test(before)
}

const pronoun = '(?:[我你他她它咱]们?|爸|妈|谁)?'
const noneInNext = new RegExp(
  `^(?:可是?|但是?|却|也|都|还是|最后|结果|后来|今天|今年|如今|现在|半天|一上午|一下午){0,2}[一半]${measures}(?:[也都])?(?:没|不|冇)(?:有|剩|留|开|来|见|亮|上钩|咬钩|(?:钓|捞|摸|打|抓|逮|捡|找|等|遇|碰|看|抢|买|收|卖|飞|游|动)(?:到|着|见|上来|上|成|回来)?)?了?$`,
  'u',
)
const notInNext = new RegExp(
  `^${pronoun}(?:也|都|还|却|又|一直|始终|终究|最后|结果|后来|到现在也?|至今|到底|可是?|就|今天|今年)*(?:没(?:有)?|不)(?:再)?(?:买|送来|寄来|开来|出现|等到|找到|找着|抢到|买到|买着|赶上|收到|见到|看到|领到|借到|打到|要到|找回来|捡回来)(?:了|过|成)?$`,
  'u',
)
const fewerInNext =
  /^(?:还是?|就|又|却|偏偏|怎么数?都?)?[少缺短差](?:了)?[一两二三四五六几半](?![角块口点截段边])\p{Script=Han}$/u

/** 摸鱼，一条没摸着; 爸爸答应的自行车，没有买; 数筷子，少一双: what the next clause says of a thing of this one. */
export function isMissingInNext(tokens: Token[], mention: Mention): boolean {
  if (!mention.thing || mention.thing.isPlace) return false
  let at = mention.to
  while (at < tokens.length && at < mention.to + 8 && tokens[at]!.kind !== 'mark') at++
  if (tokens[at]?.text !== ',') return false
  let end = at + 1
  while (end < tokens.length && end < at + 10 && tokens[end]!.kind !== 'mark') end++
  const next = between(tokens, at + 1, end)
  if (!/[没不少缺短差丢冇]/.test(next)) return false
  if (goneInNext.test(next)) return isFirst(tokens, mention)
  const rest = following(tokens, mention, '', 3)
  if (rest.length > 2) return false
  return noneInNext.test(next) || (rest === '' && (notInNext.test(next) || fewerInNext.test(next)))
}

const isFirst = (tokens: Token[], { from }: Mention) =>
  from === 0 ||
  tokens[from - 1]!.kind === 'mark' ||
  /^(?:的|我|那|这|那[只条张把辆台]|这[只条张把辆台])$/.test(tokens[from - 1]!.text)
