import { isGoneThing, isMissingInNext, notEven } from './absence-zh.ts'
import { between, following, preceding } from './around.ts'
import { verbAndThing } from './mentions-zh.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/** A place is gone only in these ways; what is thrown or sold there is something else. */
const goneZh =
  /^(?:已经|早就|早|现在|如今|都|也|全)*(?:不在了?|不见了?|没了|没有了|消失了?|被拆|拆[了平光]|推[平倒]|倒[了闭]|塌了|并走|结业|停业|填[了平])/
/** Said only of people and pronouns: a door one leaves by stays. */
const leftZh =
  /^(?:已经|早就|都|也|全|却|还是|再也|今年|一直|说|昨晚|昨天|今天|终于|突然)*(?:走了|离开了|走光|走空|散光|散了|没有?来(?!得及|由)|不来了?|不会来|没有?到)/
/** What is waited for and does not come: 校车没来, 船昨夜没回来. */
const notComeZh =
  /^(?:\p{Script=Han}{1,3}天|[〇零一二三四五六七八九十去今前那]{1,5}年|昨夜里?|昨晚|今早|一直|还|又|也|都|再|到现在|至今){0,2}(?:没有?|不|再没)(?:再)?(?:来|到|回来|进港|送来|寄来|开来|出现)(?:了|过)?(?:$|(?=\P{Script=Han}))/u

const noZh =
  /^(?:没有|没|没得|冇|无|不见|没了|少了|缺|缺少|看不见|看不到|听不到|听不见|找不到|再无|毫无|并无|未见|也没有|不再有|没见)$/
/** What makes of 没 a little while: 没几天下雨了, it rained. */
const soonZh = /^(?:过|到)?(?:多久|(?:几|两|三|半)(?:天|年|个?(?:星期|月|小时|钟头)|分钟)|一?(?:会儿?|阵子?))/
const havingZh = /^(?:带|买|看见|看到|见到|见|找到|收到|听到|听见|戴|拿|养|剩|留下|准备|任何|什么|一点|半|过|了|到)$/
/** What may stand between a Chinese negation and its noun: numbers, adjectives, 的 and degree words. */
const passableZh = /^(?:m|q|a|b|z|uj|ul|ug|r|d|mq|t)/
const awayZh =
  /^(?:[我你他她咱]们?(?=[都全]?(?:收|卖|扔|送|退|烧|当)))?(?:已经|早就|早|现在|如今|都|也|全|却|还是|再也|今年|一直|说|昨晚|昨天|前年|去年|今天|终于|突然|一夜|夜里|又|还|就|怎么|上?(?:周|星期|礼拜)[一二三四五六日天]|[让给叫]人)*(?:不在了?|不见了?|没了|没有了|没得了|丢了|卖了(?!个?好?价)|卖掉|搬空|搬走|挖走|拿走|收走|取下来了?|砍了|砍掉|拆掉|刮走|冲走|掀了(?!盖|开|锅|起|被|帘)|撤走|撤了|并走|消失了?|去世|过世|离世|死了|枯死|没有?回来|不回来|不会回来|没有?出现|被偷|被拆|拆了(?!重|洗|晒|又|绣|缝|织|做|改|给)|飞走|跑掉|跑丢|走丢|(?:被\p{Script=Han}{0,4})?[抬拉搬拿收取带借偷挖冲刮吹卷抢叼捡牵开运拖拆摘]走|(?:都|全)?(?:被\p{Script=Han}{0,5})?收(?:起来|进|到)|被\p{Script=Han}{0,5}(?:丢|扔|卖|烧|砍|拆|撕|偷|没收)(?:了|掉)|退了(?!回|下|一半)|退掉|送人|(?:落完|落光|掉光)(?!了\p{Script=Han})|谢了|用完|[吃喝用花拔摘]光|[被给都全]没收|没收了|上交了?(?:$|\P{Script=Han})|当了(?=$|钱|[\d一二两三四五六七八九十几])|[找抢买订借寻摸]不[到着见及切起]|看不[见到]|送给\p{Script=Han}{1,4}了|[跟给]了(?:别人|人家)|卖[完光]|缺货|断货|停[运产]|失踪|烧了(?!\p{Script=Han})|烧光|抽干|没有?一[个只班辆把张条朵艘])/u
/** 鞋让人偷了, 圣经被水冲走了, 镜子从墙上摘下来了, 航班取消了. */
const takenByZh =
  /^(?:都|全|也|又|就|已经|昨[晚天]|早就)*[让被叫给]\p{Script=Han}{0,6}?给?(?:偷|抢|没收|弄丢|丢|扔|卖|拆|撕|烧|[借骗拿收冲搬带抬开刮吹牵拖推卷叼]走)(?:了|掉)|^从\p{Script=Han}{1,5}[上里](?:摘|取|拿|拆|卸)下?来?了$|^(?:又|都|全|也)*取消了?$|^谁[都也]找不[着到]/u
/** 狐狸叼走了六只鸡: who takes something is there. */
const takesZh = /^[抬拉搬拿收取带借偷抢卷叼捡牵运拖]走了?[一两二三四五六七八九十几半]+[只条头个匹张把件块袋包]/
/** Of people: who loses, sells or takes something (爸爸卖了车) is still there. */
const goneAwayZh =
  /^(?:已经|早就|早|现在|如今|都|也|全|却|还是|再也|今年|一直|说|昨[晚天]|前年|去年|终于|突然|一夜|夜里|又|还|怎么)*(?:不在了?|不见了?(?!\p{Script=Han})|没得?了(?=$|[的以之])|没有了|消失了?|去世|过世|离世|死了|没有?(?:回来|出现)|不(?:会)?回来|失踪|走丢了?$|跑[掉了]了?$|搬走了?$|[被让叫给]\p{Script=Han}{0,4}[接带抓抬拉]走|跟了(?:别人|人家))/u
/** What may be kept, and run away or die. */
const pet =
  /^(?:dog|cat|bird|parrot|rabbit|hamster|turtle|goldfish|fish|chicken|duck|goose|pigeon|horse|donkey|cow|sheep|goat|pig|yak|camel|animal|swallow)$/
const leavesZh =
  /^(?:都|全|也|就|已经|昨[晚天夜]|去年|前年|今[早天]|那[天年]|终于|最后|后来|还是)*(?:跑了$|走了(?!很|进|过|出|多|[一两二三四五六七八九十几半])|走得(?:早|急|突然|安详|安静|很安静|平静|很平静)|走(?:的那|那天|那年|后|以后|之后)|没熬过|没救(?:回|活|过)来?|没挺过|没保住|老死|病死|殁了)/
/** 鞋跑丢一只, 橘子被偷走两个: some of it is gone, and the rest is there. */
const partlyZh =
  /(?:丢|掉|走|卖|偷|用|落|坏|掀|破|碎|化)[了掉完]?(?:一半$|(?:\d+|[一两二三四五六七八九十几半]+)[只个条张根颗朵块碗本页杯瓶盏片]$)/

/** Whether a Chinese text says of a thing or a person that it is not there. */
export function isDeniedZh(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { clause, text: own } = tokens[mention.from]!
  const text = () => between(tokens, 0, tokens.length)
  // 没有打电话: the telephone is there.
  if (own === '打电话' || (own === '电话' && tokens[mention.from - 1]?.text === '打')) return false
  // 没有关窗: the closing is denied, not the window; 没养猫: the cat.
  const isDoneTo = verbAndThing.test(own) && !/^(?:[养买看望听下长结抽冒吹踢穿戴]|开花|出太阳)/.test(own)
  // 书架上没有他教过的课本.
  const isRelative = tokens[mention.from - 1]?.text === '的'
  let isPastVerb = false
  for (let i = mention.from - 1; i >= Math.max(0, mention.from - 6) && !isDoneTo; i--) {
    const { text: said, tag, clause: other } = tokens[i]!
    if (other !== clause) break
    // 没有一把椅子是买来的: none of the chairs that are there.
    if (
      noZh.test(said) &&
      mention.thing &&
      tokens[i + 1]?.text.startsWith('一') &&
      /^(?:是|借|能|会|不|动|像|开|亮|卖|用|好|写|认|肯|敢|愿|理|回头)/.test(following(tokens, mention, '', 3))
    )
      // 没有一张请帖是给他的: none for him.
      return /^是(?:留?给|属于|[我你他她]们?的|为)/.test(following(tokens, mention, '', 5))
    // 没桌子高: as high as it.
    if (noZh.test(said) && /^(?:这么|那么)?(?:高|大|长|重|多|好|宽|贵|久|快)$/.test(following(tokens, mention, '', 3)))
      return false
    // 三十年没见的老同学, 没见过的花: seen now.
    if (said === '没' && /^见过?的$/.test(between(tokens, i + 1, mention.from))) break
    // 没几辆车: few, but there.
    if (/^没有?$/.test(said) && tokens[i + 1]?.text.startsWith('几')) return false
    // 水没过了鞋: covered.
    if (said === '没' && (tokens[i + 1]?.text === '过' || soonZh.test(between(tokens, i + 1, mention.from)))) break
    if (noZh.test(said) || (said === '了' && /^[少缺]$/.test(tokens[i - 1]?.text ?? ''))) {
      if (isWhereIsNone(tokens, i)) return tokens[mention.to]?.text !== '的'
      // 没有我想要的鞋: what somebody wants is not there; 没有打开他送的箱子 denies the opening.
      if (isPastVerb && !/^(?:r|nr|m)/.test(tokens[i + 1]!.tag)) break
      if (isPastVerb) return !/^(?:谁|人|什么|怎么|那么|这么)/.test(tokens[i + 1]!.text)
      return !/^[是不]/.test(tokens[i - 1]?.text ?? '') && !isHeadOfClause(tokens, i, mention, byToken)
    }
    // 没有星星的夜晚: what follows 的 is there.
    // 桌上没有父亲的碗: whose it is.
    if (byToken.has(i) && !(byToken.get(i)!.somebody && tokens[i + 1]?.text === '的')) break
    const isMeasure = said === '把' && /^[这那一两三几]/.test(tokens[i - 1]?.text ?? '')
    if (!passableZh.test(tag) && !havingZh.test(said) && !tag.startsWith('n') && !isMeasure) {
      if (!isRelative) break
      isPastVerb = true
    }
  }
  const before = preceding(tokens, mention)
  // 没打伞 comes as one word, and leaves its thing at home.
  if (/^(?:[打撑带戴穿放抽].|喝酒)$/.test(own) && /(?:没有?|(?<![别没])(?:忘了?|忘记)|不再?|戒了?)$/.test(before))
    return true
  if (own === '喝酒' && /(?:不|没有?)$/.test(before)) return true
  // 没有把猫带走: it stays.
  if (mention.thing && /(?:没有?|不|别)把/.test(before)) return false
  if (mention.thing && isTakenZh(tokens, mention)) return true
  // 好想我的狗: longed for as somebody is; 真想我的床 is said in tiredness.
  if (
    mention.thing &&
    mention.thing.concept !== 'bed' &&
    /(?:[好真很]想|想念|怀念|思念)(?:[我你他她](?:家)?的?|家里的?|那[只条个张间辆])?$/.test(before) &&
    following(tokens, mention, '', 1) === ''
  )
    return true
  if (mention.thing && messageZh.test(own)) return false
  // 快递拆了: opened. 以为她走了: she had not.
  if (/信|报告|快递|包裹|红包|箱|盒|礼物/.test(own) && /^[也都就]?拆了/.test(following(tokens, mention, '', 3)))
    return false
  if (mention.somebody && /以为(?:[我你他她])?$/.test(before)) return false
  if (/(?:没得|冇)$/.test(before)) return true
  // 连个云都没有, 连暖气都没有的学校, 连鞋都没穿.
  if (notEven(before, following(tokens, mention, '', 6))) return true
  // 忘了给花浇水: what something is done to stays.
  const isCaredFor =
    before.endsWith('给') && /^(?:浇|喂|洗|换|剪|梳|上|施|擦|盖|喷|量)/.test(following(tokens, mention, '', 1))
  if (mention.thing && ((notDoneZh.test(before) && !isCaredFor) || carriedOffZh.test(before) || lackingZh.test(before)))
    return true
  if (/^[大小细]?[雨雪霜]$/.test(own) && /没(?:有)?下(?:过|一?[场阵滴次])?\p{Script=Han}{0,4}$/u.test(before))
    return true
  // 不下雨, 不冒烟, 没结果: nothing comes of it; 下不下雨 asks.
  if (/^(?:[冒下结刮吹]|开花|出太阳)./.test(own) && /(?:不|没有?)$/.test(before) && !before.endsWith(`${own[0]}不`))
    return true
  if (
    own === '戒酒' &&
    !/[叫让要想能该得劝我]$/.test(before) &&
    /^(?:$|了|[一二两三四五六七八九十半几\d]|第|满|的)/.test(following(tokens, mention, '', 2))
  )
    return true
  // 以前养过一条狗: had once.
  if (mention.thing && hadOnceZh.test(before)) return !/还在|还有/.test(following(tokens, mention, '', 8))
  if (seasoning.test(mention.thing?.concept ?? '') && /(?:不[要加放]|[别免走]|别[加放])$/.test(before)) return true
  if (
    mention.somebody &&
    (/(?:想念|怀念|好想|真想|很想|思念|我想|埋了|送走了?|火化|祭奠|悼念|梦见|梦到)$/.test(preceding(tokens, mention)) ||
      missedZh.test(following(tokens, mention, '', 8)))
  )
    return true
  if (
    notFoundZh.test(before) ||
    (mention.thing && /(?:不[许准](?:有|带|放|养)|(?:^|[都也还我他她])没用)$/.test(before))
  )
    return true
  // 不是鸟，是风筝: at the head of its clause only; 少的不是钱 tells of something else.
  if (before === '不是' && tokens[mention.to]?.text === ',' && /^而?是$/.test(tokens[mention.to + 1]?.text ?? ''))
    return true
  if (/(?:不会?|没有?|未曾?)(?:再)?(?:来|回来|出现|到)的$/.test(preceding(tokens, mention))) return true
  const rest = following(tokens, mention, '', 8)
  if (mention.thing && partlyZh.test(rest)) return false
  if (isGoneThing(mention, own, preceding(tokens, mention, '', 9), rest, text) || isMissingInNext(tokens, mention))
    return true
  // 雪化了, not 冰袋化了. 狗跑了 of itself, not 放下酸奶跑了.
  if (mention.thing && /^(?:都|全|就)*化了/.test(rest)) return /[雪冰霜]人?$/.test(own)
  if (pet.test(mention.thing?.concept ?? '') && /(?:^|[的只条头匹]|[我你他她]家?)$/.test(before) && leavesZh.test(rest))
    return true
  if (mention.thing && (/一.$/.test(before) || /^一.$/.test(own)) && noneOfZh.test(rest)) return true
  if (mention.thing && (leftAtHomeZh.test(rest) || (rest === '呢' && /^(?:.{1,4}的)?$/.test(before)))) return true
  if (mention.somebody && mention.somebody.role !== 'ROLE_CROWD' && isAwayZh(before, rest, mention.somebody.relation))
    return true
  // 下雪没有: a question.
  if (
    !/^[下有]/.test(own) &&
    /^(?:也|都|全|就|又|还)?(?:没有?|[没冇]埋?|没得|不见|不剩)(?:了|来|看见|看到|剩下?|亮)?$/.test(rest)
  )
    return true
  // 荷花今年一朵没开, 油一滴不剩.
  if (/^(?:今年|现在|已经|早就)*一\p{Script=Han}(?:都|也)?[没不](?:有|剩|见|开|钓|来|结|长|到|沾|留|下)/u.test(rest))
    return true
  if (
    noneLeftZh.test(rest) ||
    (!/[被让给叫]$/.test(before) && noneLeftBareZh.test(rest) && /(?:^|[把的])$/.test(before))
  )
    return true
  if (own.endsWith('花') && /^(?:今年|一直|还|都|也|再)*(?:没(?:有)?|不)再?开(?:花|了)?$/.test(rest)) return true
  if (/(?:哪里|哪儿|哪|何处)(?:还|还能)?有$/.test(preceding(tokens, mention))) return true
  if (
    own.endsWith('灯') &&
    ((!/(?:没有?|忘了?|忘记|不|别)[熄灭]?$/.test(before) && (/[熄灭]了?$/.test(before) || /^[熄灭]/.test(own))) ||
      (/关了?$/.test(before + own.slice(0, -1)) && isDark.test(text())) ||
      /(?:不|没有?)(?:再)?开$/.test(before) ||
      (own === '开灯' && /(?:不|没有?)再?$/.test(before)) ||
      unlitZh.test(rest))
  )
    return true
  if (/^(?:雨|风|冰雹)$/.test(own) && /^(?:已经|终于|总算|都)*[停住歇]了/.test(rest)) return true
  if (/[车船艇]$|^飞机$/.test(own) && /^(?:已经|早就|早|都)*(?:走了|离开|驶走)/.test(rest)) return true
  if (mention.thing && !mention.thing.isPlace && notComeZh.test(rest)) return true
  if (mention.thing && !mention.thing.isPlace && takenByZh.test(rest)) return true
  // 圣经被水冲走了: what took it is not gone.
  if (mention.thing && (takesZh.test(rest) || /[被让叫给]$/.test(before))) return false
  if ((mention.thing ? (mention.thing.isPlace ? goneZh : awayZh) : goneAwayZh).test(rest)) return true
  if (!mention.thing && leftZh.test(rest) && !walkedZh.test(rest)) return true
  // 房东把门卸走了 takes the door.
  if (
    !mention.thing &&
    /^[^我把叫让被将]{1,9}(?<![拿卸收搬带抬叼冲开偷牵抱借抢捡拖推卷运拉提领会能敲打摘割])(?:走了|离开了|不见了)$/.test(
      rest,
    )
  )
    return true
  return mention.somebody?.role === 'ROLE_CROWD' && /^[也都]?没有?(?:来|人)/.test(rest)
}

/** 他们把手机、镜子都收走了: what is said of the last is said of all. */
function isTakenZh(tokens: Token[], mention: Mention): boolean {
  const { clause } = tokens[mention.from]!
  const isNear = (token: Token | undefined) => token?.clause === clause
  let at = mention.from - 1
  while (at > mention.from - furthestOfList && isNear(tokens[at]) && tokens[at]!.text !== '把') {
    if (/^(?:v$|d|p)/.test(tokens[at]!.tag)) return false
    at--
  }
  if (!isNear(tokens[at]) || tokens[at]!.text !== '把') return false
  let rest = ''
  for (let i = mention.to; i < mention.to + furthestOfList && isNear(tokens[i]); i++) rest += tokens[i]!.text
  return takenZh.test(rest)
}

/** How many tokens of a list there are to either side, at most. */
const furthestOfList = 12
const takenZh =
  /^(?:、[^都全也又给就]*)?(?:[都全也又给就]|已经)*(?:\p{Script=Han}{1,2}?(?=送))?(?:连根|偷偷|悄悄|一下子?|半夜|统统)*(?:[抬拉搬拿收取带借偷挖冲刮吹卷抢叼捡牵开运拖抽卸]走|收了$|[藏锁]起来|丢了|丢掉|[弄放跑走]丢(?:了|过|$)|卖了|卖掉|捐了|捐掉|送人|送走|烧了|烧掉|退了(?!回)|砍了|拆了(?!重|洗|晒|织|做|改|给)|当了|没收|(?![我们快慢行退竞吓气撵])\p{Script=Han}走(?!路|廊|进|过|来))/u

/** 绳上没有男人的衣服: what is said of a place is of all that follows. */
function isWhereIsNone(tokens: Token[], negation: number): boolean {
  const [before, no, after] = [tokens[negation - 1], tokens[negation]!, tokens[negation + 1]]
  const isPlace = before?.clause === no.clause && (/^[nsf]/.test(before.tag) || /^[那这][儿里边]$/.test(before.text))
  return isPlace && /^[nrmab]/.test(after?.tag ?? '')
}

/** 他搬走了电视. */
const carriedOffZh =
  /(?:[抬拉搬拿收取偷挖抢卷叼抽牵拖运带]走了?|(?<!不能|舍不得|不)卖(?:了|掉了?)|(?:弄?丢|偷)了|[掉落卖用吃喝花扔砍烧]光了?)(?:(?:[我你他她它咱]们?|家里|自己|所有|全部|剩下|最后|仅有)的?)?(?:最后)?(?:[一两二三四五六七八几][只个条张把件头匹棵块辆台本双盆])?$/
/** 没戴帽子, 不养猫, 戒了咖啡: done without; who is to give it up has not yet done so. */
const notDoneZh =
  /(?:(?<!是)不|没有?|(?<![别没])(?:忘了?|忘记)|从来不|再没|不再|不[让许准肯])(?:给(?:[我你他她]们?|家里))?(?:[穿戴带打放撑养买寄种拄抹贴系披]|收(?!到)|给)(?:过|了)?(?:[一半][只个条张把件点顶封])?$|(?<!\p{Script=Han}[叫让要想能该得没]|^[叫让要想能该得没])戒(?:了|掉了?)$/u
/** 以前养过一条狗, 我们家曾经有过一架钢琴. */
const hadOnceZh =
  /(?:以前|从前|原先)(?:家里|[我我咱他她]们?家?|也|还)?(?:养|有)过?(?:[一两三几]\p{Script=Han})?$|(?:(?<![走跑冲扑爬看])过去|曾经?|小时候|早些年)(?:家里|[我我咱他她]们?家?|也|还)?(?:养|有)过(?:[一两三几]\p{Script=Han})?$/u
/** 少一颗螺丝. */
const lackingZh = /(?:^|[^多不很至减])[少缺]了?(?:我|他|她|你)?(?:[一两几][个颗只条张把双块片根副]|的)$/
const notFoundZh =
  /(?:[找等见看听盼买抢订借摸寻挣赚]不[到着见]|没有?(?:[找等见看买抢收领钓挣赚捞打逮借][到着]|看见|见过面))(?:了|过)?(?:[几一两]?[回次个只条张点粒颗块根片封棵辆座朵盏把间家件本])?(?:\p{Script=Han}{1,3}的)?$/u
/** 鸡被黄鼠狼叼得一只不剩. */
const noneLeftBareZh = /^(?:[都全]?\p{Script=Han}{1,2}得(?:一\p{Script=Han}(?:都|也)?[不没][剩留]|精光|一干二净))/u
const noneLeftZh = /^[都全就]?[被让给叫]\p{Script=Han}{1,6}得(?:一\p{Script=Han}(?:都|也)?[不没][剩留]|精光|一干二净)/u
const seasoning = /^(?:onion|garlic|coriander|chili_pepper|pepper|salt|sugar|ice|ice_cube|vinegar|lemon)$/
const unlitZh = /^(?:都|全)*灭了?$|^(?:都|全)+灭|^(?:都|全|又)*[熄坏]了?/
/** 关了灯坐在黑里. */
const isDark = /黑[里着暗]|摸黑|黑(?:灯|咕|漆|乎)/

/** A message that does not come takes no telephone away. */
const messageZh = /^(?:消息|短信|微信|语音|视频|通话|来电|群里|电话)$/
/** What is said of somebody who is dead or far: 爸爸的坟, 娘在的时候, 奶奶下葬. */
const missedZh =
  /^(?:的(?:椅子|藤椅|座位|位子|位置|床|床铺|铺|房间|屋子|书桌|工位)(?:昨天|今天|上周|早就|早|已经|一直|就|都|还是|还|也|搬|又|,)*(?:空[着了的荡]|是空|空空)|的(?:坟|墓|碑|灵车|遗像|遗照|照片前|骨灰|遗物|葬礼|忌日|后事|灵堂|牌位|追悼会)|在的时候|在世|活着(?:的?时候|那会)|生前|下葬|出殡|走(?:的那|那天|后|以后|之后|了以后)|没的|的葬)/

/** 一条鱼也没钓着, 一瓶都没留. */
const noneOfZh = /^[都也]没有?(?:[留剩打钓见等买抢收带拿寄来结亮飞落找捞碰遇赶写送画挂摆穿戴养种]|有$)/
/** 鞋都忘了穿, 伞也没带. */
const leftAtHomeZh = /^(?:又|还|今天|也|都)*(?:没有?|忘了?|不)再?[穿带戴拿背打撑养][了过]?$/

/** Who is waited for, longed for, mourned, or somewhere else. */
function isAwayZh(before: string, rest: string, relation: string): boolean {
  if (/(?<![理思感幻梦设构])想(?:起|念)?$/.test(before) && /^(?:了|得\p{Script=Han}+)?$/u.test(rest)) return true
  if (kin.test(relation) && before.endsWith('等') && /^(?:回[来家]|下班|放学|来|来接|的?电话|的信)?$/.test(rest))
    return true
  if (before.endsWith('给') && mournedZh.test(rest)) return true
  if (/(?:过世|去世|死去|走了|已故|牺牲)的?$/.test(before)) return true
  if (/一个?$/.test(before) && /^[都也]没有?(?:来|到|回|见|有|出现)/.test(rest)) return true
  if (/(?:^|问|[我你他她])$/.test(before) && whereZh.test(rest)) return true
  return notBackZh.test(rest) || diedZh.test(rest) || elsewhereZh.test(rest)
}

/** 走了很远, 走了三里路; 走了三年 is another going. */
const walkedZh =
  /走了(?:很|进|过|出|多|[一两二三四五六七八九十百几半]+(?![一两二三四五六七八九十百几半]|年|天|个?[多半]?(?:月|星期|礼拜)|周))/
/** Who is waited for at home; a doctor or a guest is about to come. */
const kin =
  /^(?:(?:grand)?(?:mother|father|child|parent)|wife|husband|partner|son|daughter|brother|sister|boyfriend|girlfriend|friend|family)$/
/** 给爷爷烧纸. */
const mournedZh = /^(?:烧了?点?(?:纸|香|钱)|上了?(?:一?[炷支根])?[香坟]|扫墓|守灵)/
/** 妈妈在哪儿, 爸爸什么时候回来. */
const whereZh = /^(?:在哪[里儿]?|去了?哪[里儿]?了?|到哪[里儿]?去了|(?:几时|什么时候)才?[回来]\p{Script=Han}?|呢)$/u
/** 儿子三年没回来, 妈妈过年又不回, 老板再没露过面; not 没回头, 没来得及. */
const notBackZh =
  /^(?:[已又还都也全却再今去前就从]|[今昨前那当][天晚年]|今早|一直|打电话|从来|过年|寒假|暑假|国庆|春节|中秋|说|一[次回]|[一两二三四五六七八九十几半好]+(?:年|个?月|天|个?星期|个?礼拜)|好久|很久){0,5}(?:不|没有?)(?:再|能|会)?(?:回(?:来|家|去|过?$)|来(?!得|由|电|信|回)|露过?面)/
/** 爸爸走得早, 爷爷死的那年. */
const diedZh =
  /^(?:[已也都就又刚早]|昨[天晚]|去年|前年|突然){0,2}(?:留下的|一走(?:$|[我就])|没(?:$|[的那]|了(?!\p{Script=Han}))|是?在\p{Script=Han}{1,4}没的|走得(?:早|急|突然|安详|安静|平静|不[疼痛])|走(?:那[年天]|以前|之前|的时候)|去世|过世|病逝|猝死|牺牲|遇难|没熬过|没等到(?!车|公交|电话|信|消息|天|结果|票|医生|[我你他她]们?的)|没挺过|没救(?:回|活|过)来?|没抢救|没保住|搬出去(?:那|以后|之后|了|住)|[没殁]了(?:[一二两三四五六七八九十几半]+年)|死的?(?:那|时候|了|后|在|前))/u
/** 爸爸又出差了, 同学退学了. */
const elsewhereZh =
  /^(?:[已又还都也全刚]|今天|昨天|上个?[月周]|这[几两]?[天个周月])*(?:出差|请假|调走|转学|转走|转院|归队|辞工|离职|离家出走|出国|出嫁|嫁到|嫁去|当兵(?:去了|走了)|上大学(?:去了|走了)|坐牢|殁了|没了音讯|没音讯|断了联系|回老家(?:了|去了)|回国了|回娘家|退学|休学|跑路|改嫁|失踪|(?:出去|在外|去外地|进城|去)打工|去(?:了)?外地)/

/** "没有妈妈的房间": the negation's noun is the one before 的, not the one after. */
function isHeadOfClause(tokens: Token[], negation: number, mention: Mention, byToken: Map<number, Mention>): boolean {
  for (let i = negation + 1; i < mention.from; i++) {
    const isNoun = byToken.has(i - 1) || tokens[i - 1]!.tag === 'n'
    if (tokens[i]!.text === '的' && i > negation + 1 && isNoun) return true
    if (tokens[i]!.tag.startsWith('v') && !havingZh.test(tokens[i]!.text)) return true
  }
  return false
}
