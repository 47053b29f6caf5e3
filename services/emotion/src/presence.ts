import { type Mention, verbAndThing } from './mentions.ts'
import type { Token } from './tokens.ts'

/*
 * Which of the things and people a text names are not there. A negation reaches as far as its own grammar does:
 * "no people, only one bird" takes the people and leaves the bird; "她的杯子不在了" reaches back to the cup.
 */

/** English verbs by which one has or perceives a thing: denied, the thing is not there. */
const havingEn = /^(?:have|has|had|see|saw|find|found|hear|heard|get|got|bring|own|keep|want|spot|buy|receive|need)$/
/** Denied, these too leave nothing behind of what is named without a certain one: "she didn't leave a note". */
const leavingEn = /^(?:leave|left|wear|wearing|write|send|sent|carry|carrying|give|hang|put)$/
/** "I can't see the sea": with an article, only these say that it is not there. */
const perceivingEn = /^(?:see|saw|find|found|hear|heard|spot)$/
const noEn = /^(?:no|without|neither|nor|zero|minus)$/
const notEn = /^(?:not|n't|never|cannot|dont|didnt|wasnt|isnt|havent|aint)$/
/** Subjects that did nothing: "nobody brought flowers", "not one of them owns a suitcase". */
const noSubjectEn = /^(?:nobody|none|noone)$/
/** Denied, these leave their thing where it is: "I couldn't stop eating cake". */
const keepingEn =
  /^(?:stop|stopped|help|resist|wait|forget|forgotten|mind|leave|only|just|care|lose|finish|open|close|shut|touch|use|look|get|know|like|move|wash|enough|quite)$/
/** What is taken, by whoever: "ran out of beans", "he lost the house". */
const takenEn =
  /(?:^| )(?:(?:run|ran|running|runs|be|is|are|was|were|'re|'m) out of(?: \w+)?|(?:(?<!(?:a|an|the|my|his|her|over) )(?:lost|stolen)|stole|sold|pawned|(?<!(?:will|'ll|might|may|could|would|to|n't|not|never) )lose|(?<!(?:of|about) )losing|(?:ate|drank) (?:up )?(?:all|the last)(?: of)?|missing|threw (?:away|out)|thrown (?:away|out)|gave away|given away|get rid of|got rid of|(?:look|looks|looked|looking|search|searched|searching|hunting) for|(?:i|we|you|they|he|she|still|really) (?:miss|misses|missed))(?: (?:a|an|the|my|his|her|our|their|all))?)$/
/** "Lost the tennis match": nothing is taken. */
const contest =
  /^(?:match|game|final|semifinal|race|tournament|cup|round|set|championship|league|contest|competition)e?s?$/
/** "The wind took the door", "they took away my licence", "he has removed the handle". */
const removedEn =
  /(?:^| )(?:(?:wind|storm|flood|fire|river|sea|water|waves?|tide|bank|bailiffs?|thieves|burglars?|soldiers|landlord|council) (?:has |have |had )?(?:took|taken)|(?:took|taken|takes|take) (?:away|out|down)|removed|stolen)(?: (?:the|my|his|her|our|their|both|all))*(?: \w+)?$|(?:^| )(?:they|somebody|someone|he|she|ex) (?:took|stole) (?:my|our)(?: \w+| \w+ 's \w+)?$/
const littleEn = /^(?:speck|breath|drop|scrap|crumb|trace|grain|bit|piece|slice|sign|stick|word)$/
const articleEn = /^(?:a|an|any|one|single|even)$/
/** Words after which a negation on their left is somebody else's. */
const wallEn =
  /^(?:of|in|on|at|with|to|for|from|by|over|under|above|below|behind|beside|near|into|through|only|just|except|because|when|while|if|that|who|which|where|i|you|he|she|it|we|they|than|like|about|the|my|his|her|our|your|their)$/
/** What is said after a thing that is not there. */
const awayEn =
  /^(?:(?:is|was|are|were|'s|'re|has|have|had|has been|have been|had been|will be)(?: \w+){0,2} )?(?:not|n't|no longer|never)(?: (?!allowed|welcome|supposed|meant)\w+)? (?:here|there|inside|home|around|anywhere|in it|with us|(?:in|on|at|beside|by|under|behind|near) (?:the|my|her|his|its|our|their))\b|^(?:is|was|are|were|'s|'re|has|have|had|seems|looks)(?: (?!not\b|never\b)\w+){0,2} (?:gone(?! (?:to|home|on|back)\b)|missing|lost|stolen|dead|vanished|disappeared|nowhere|absent|died|taken|sold|removed|demolished|felled|chopped|scrapped|burnt down|burned down|cut down|pulled down|knocked down|torn down|washed away|blown away|given away|thrown (?:out|away)|dug up|cancelled|repossessed)\b|^(?:all |both |never |had |have |has )*(?:died|vanished|disappeared|passed away|passed|left us|burnt down|burned down)\b|^(?:has|have|had|did|does|do|will|would|was|were|are|is) (?:never|n't|not|all)(?: (?!stop|keep)\w+)? (?:come|came|arrive|return|returned|show|appear|appeared|turn up|coming|visit|answer)\b|^(?:does|do|did|will|would) (?:not|n't) (?:live|work|stay|sit|sleep) here|^never (?:came|comes|arrived|returned|appeared|showed)\b|^(?:that|which|who) (?:is|was|are|were|ai) (?:not|n't|no longer) (?:there|here)\b|^(?:that |which )?(?:nobody|no one) (?:can|could) find\b|^(?:all )?gone(?: (?:in|with|to|into|from|since)\b|$)|^went (?:for scrap|back to)\b|^(?:does|do) (?:not|n't) exist\b/
const weatherEn = /^(?:rain|snow|sleet|hail|drizzle|thunder|wind|storm)$/
/** Weather that is over; not what it stopped: "the snow stopped the trains". */
const overEn =
  /^(?:(?:has|have|had|finally|at last) )*(?:stopped|ended|let up|died down)(?: (?:and|but|so|then|when|as|at|by|before|after|in|for|on|just|again|today|soon|now|overnight|this|last|we|i|he|she|they|it)\b|$)/
/** A place is gone only in these ways; what is thrown or sold there is something else. */
const goneZh =
  /^(?:已经|早就|早|现在|如今|都|也|全)*(?:不在了?|不见了?|没了|没有了|消失了?|被拆|拆了|倒了|塌了|并走|关了)/
/** Said only of people and pronouns: a door one leaves by stays. */
const leftZh =
  /^(?:已经|早就|都|也|全|却|还是|再也|今年|一直|说|昨晚|昨天|今天|终于|突然)*(?:走了|离开了|没有?来|不来了?|不会来|没有?到)/
/** What is waited for and does not come: 校车没来, 船昨夜没回来. */
const notComeZh =
  /^(?:\p{Script=Han}{1,3}天|昨夜里?|昨晚|今早|一直|还|又|也|都|再|到现在|至今){0,2}(?:没有?|不|再没)(?:再)?(?:来|到|回来|进港|送来|寄来|开来|出现)(?:了|过)?(?:$|(?=\P{Script=Han}))/u
const expectedEn =
  /\b(?:used to (?:think|believe|imagine|hope|dream)|(?:thought|expected|hoped|imagined|believed|dreamt|dreamed|assumed|supposed|promised|told)(?: \w+){0,5} (?:would|'d|were going|was going|to (?:be|have|find|see)|might)|there used to be|used to (?:have|own)|there (?:once )?(?:was|were) (?:once|supposed))\b/
const turnEn = /^(?:but|then|instead|only|just|finally|actually|yet|however|now|end|last)$/

const noZh =
  /^(?:没有|没|没得|冇|无|不见|没了|少了|缺|缺少|看不见|看不到|听不到|听不见|找不到|再无|毫无|并无|未见|也没有|不再有|没见|不是)$/
/** What makes of 没 a little while: 没几天下雨了, it rained. */
const soonZh = /^(?:过|到)?(?:多久|(?:几|两|三|半)(?:天|年|个?(?:星期|月|小时|钟头)|分钟)|一?(?:会儿?|阵子?))/
const havingZh = /^(?:带|买|看见|看到|见到|见|找到|收到|听到|听见|戴|拿|养|剩|留下|准备|任何|什么|一点|半|过|了|到)$/
/** What may stand between a Chinese negation and its noun: numbers, adjectives, 的 and degree words. */
const passableZh = /^(?:m|q|a|b|z|uj|ul|ug|r|d|mq|t)/
const awayZh =
  /^(?:已经|早就|早|现在|如今|都|也|全|却|还是|再也|今年|一直|说|昨晚|昨天|前年|去年|今天|终于|突然)*(?:不在了?|不见了?|没了|没有了|没得了|丢了|卖了|卖掉|搬空|搬走|挖走|拿走|收走|扔了|扔掉|砍了|砍掉|拆掉|刮走|冲走|掀了|撤走|撤了|并走|消失了?|去世|过世|离世|死了|枯死|没有?回来|不回来|不会回来|没有?出现|被偷|被拆|拆了(?!重|洗|晒|又|绣|缝)|飞走|跑掉|跑丢|走丢|(?:被\p{Script=Han}{0,4})?[抬拉搬拿收取带借偷挖冲刮吹卷抢叼捡牵开运拖]走|(?:都|全)?(?:被\p{Script=Han}{0,5})?收(?:起来|进|到)|被\p{Script=Han}{0,5}(?:丢|扔|卖|烧|砍|拆|撕)(?:了|掉)|退了|退掉|送人|落完|落光|掉光|谢了|化了|用完|吃完|喝完|烧了(?!\p{Script=Han})|烧光|抽干|没有?一[个只班辆把张条朵艘])/u
const expectedZh =
  /以为|曾经?(?:认为|想象|期待|盼|相信|觉得)|本来?(?:想|以为|该|应该)|原(?:以为|本|想)|想象过|期待着?有|盼着有/
const turnZh = /^(?:但|但是|可|可是|却|结果|然后|最后|后来|其实|只有|只剩|只|而|现在|如今|不过|谁知|没想到|到头来)$/

/** How far before a thing its "I thought there would be" may stand, in tokens. */
const furthestExpectation = 30

/** The mentions that the text says are not there. */
export function absentees(tokens: Token[], mentions: Mention[]): Set<Mention> {
  const absent = new Set<Mention>()
  const byToken = new Map<number, Mention>()
  for (const mention of mentions) for (let i = mention.from; i < mention.to; i++) byToken.set(i, mention)
  for (const [i, mention] of mentions.entries()) {
    const isDenied =
      tokens[mention.from]!.kind === 'zh' ? isDeniedZh(tokens, mention, byToken) : isDeniedEn(tokens, mention, byToken)
    if (mention.isNobody || isDenied || continues(tokens, mentions[i - 1], mention, absent)) absent.add(mention)
  }
  for (const mention of mentions) if (isExpectedOnly(tokens, mention)) absent.add(mention)
  return absent
}

/** "No stars or moon", "没有船和灯塔": a list shares its negation. */
function continues(tokens: Token[], before: Mention | undefined, mention: Mention, absent: Set<Mention>): boolean {
  if (!before || !absent.has(before)) return false
  const between = tokens.slice(before.to, mention.from).map(({ text }) => text)
  return (
    between.length > 0 &&
    between.length <= 3 &&
    /^(?:or|nor|和|或|或者|、|跟|与)(?: (?:any|a|an))?$/.test(between.join(' '))
  )
}

function isDeniedEn(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { clause } = tokens[mention.from]!
  const before = preceding(tokens, mention, ' ')
  const isRemoved =
    removedEn.test(before) && !byToken.has(mention.to) && !/^(?:photo|picture)$/.test(mention.thing?.concept ?? '')
  const isTaken = takenEn.test(before) && !contest.test(following(tokens, mention, ' ', 1))
  if (mention.thing && (isTaken || isRemoved || isNotDoneEn(tokens, mention, byToken))) return true
  // "He took the rugs away", "took the good pillow with him".
  if (
    mention.thing &&
    /(?:^| )(?:took|taken|takes|take|carried|carted)(?: (?:the|my|his|her|our|their))?(?: \w+)?$/.test(before) &&
    /^(?:away|with (?:him|her|them))\b/.test(following(tokens, mention, ' ', 3))
  )
    return true
  for (let i = mention.from - 1; i >= Math.max(0, mention.from - 5); i--) {
    const { text, clause: own } = tokens[i]!
    const after = tokens[i + 1]?.text ?? ''
    // "No Dad's mug."
    const isOwner = byToken.has(i) && after === "'s"
    if (own !== clause || (byToken.has(i) && !isOwner)) break
    // "No longer", "no matter", "no one": not this "no".
    if (noEn.test(text) && !/^(?:longer|matter|one|two|way|point|idea)$/.test(tokens[i + 1]?.text ?? '')) return true
    // "A toilet with no lid and a kettle."
    if (text === 'and' && /^(?:a|an|the|one|two|my|his|her|our|their|its|some)$/.test(after)) break
    // "Not a speck of dust": a little of it that is not there.
    if (text === 'of' && littleEn.test(tokens[i - 1]?.text ?? '')) continue
    if (text === 'of' && tokens[i - 1]?.text === 'instead') return true
    if (notEn.test(text))
      return (
        articleEn.test(after) ||
        havingEn.test(after) ||
        /^(?:there|seen|found|got)$/.test(after) ||
        (leavingEn.test(after) && articleEn.test(tokens[i + 2]?.text ?? ''))
      )
    if (text === 'any' && tokens.slice(Math.max(0, i - 5), i).some((t) => notEn.test(t.text))) return true
    if (wallEn.test(text) && !havingEn.test(after)) {
      // "I can't see the sea": the article is no wall when a denied verb of having stands right before it.
      if (!/^(?:the|my|his|her|our|your|their)$/.test(text)) break
      const verb = tokens[i - 1]?.text ?? ''
      if (verb === 'without' || (perceivingEn.test(verb) && notEn.test(tokens[i - 2]?.text ?? ''))) return true
      break
    }
  }
  // "The cup from my mother is gone": what stands between tells which cup.
  const rest = following(tokens, mention, ' ', 9).replace(
    /^(?:(?:by|at|in|near|beside|from|of|next to|on|to|for) (?:(?:the|my|his|her|our) )?\S+|number \S+) /,
    '',
  )
  if (mention.somebody && isMissedEn(tokens, mention)) return true
  if (isSaidOfAnother(tokens, mention, byToken)) return false
  if (mention.thing && deviceEn.test(tokens[mention.to - 1]!.text) && /\b(?:died|dead)\b/.test(rest)) return false
  if (weatherEn.test(tokens[mention.from]!.text) && overEn.test(rest)) return true
  if (
    /^(?:bus|train|tram|ferry|taxi)$/.test(mention.thing?.concept ?? '') &&
    /^(?:is|was|'s) (?:\w+ )?(?:late|delayed)\b/.test(rest)
  )
    return true
  return awayEn.test(rest) || /^(?:used to (?:be|stand|sit|live|hang)|once stood)\b/.test(rest)
}

/** What dies of an empty battery is still there. */
const deviceEn = /^(?:phone|mobile|battery|laptop|computer|car|engine|tablet|camera|radio|torch|lamp)$/

/** "I miss my mum", "we buried Papa", "my late husband", "Mam's funeral". */
function isMissedEn(tokens: Token[], mention: Mention): boolean {
  const before = preceding(tokens, mention, ' ').replace(/ (?:my|our|his|her|their|the|old)$/, '')
  if (
    /(?:^| )(?:miss|missed|misses|missing|buried|bury|burying|mourn|mourned|late|without|lost|outlived|widow of|death of|loss of)$/.test(
      before,
    )
  )
    return true
  return /^'s (?:\w+ )?(?:funeral|grave|ashes|headstone|gravestone|death|wake|voicemail|old (?:coat|shirt|room)|anniversary)\b/.test(
    following(tokens, mention, ' ', 4),
  )
}

/** "I never brought her flowers", "nobody owns a suitcase": what a denied verb would have brought, where it is no certain one. */
function isNotDoneEn(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { clause } = tokens[mention.from]!
  let at = mention.from - 1
  if (/^(?:a|an|any|single|much|many|one|more)$/.test(tokens[at]?.text ?? '')) at--
  if (/^(?:me|him|her|us|them|it|myself)$/.test(tokens[at]?.text ?? '') && at === mention.from - 1) at--
  const verb = tokens[at]
  if (
    verb?.kind !== 'en' ||
    verb.clause !== clause ||
    byToken.has(at) ||
    wallEn.test(verb.text) ||
    keepingEn.test(verb.text)
  )
    return false
  if (
    /(?:ing|ly)$|^(?:the|this|that|these|those|such|so|very|too|as|more|less|all|some|and|or|but|was|is|are|were|be|been|being|no|a|an)$/.test(
      verb.text,
    )
  )
    return false
  for (let i = at - 1; i >= Math.max(0, at - 4) && tokens[i]!.clause === clause; i--) {
    const { text } = tokens[i]!
    // "She won't eat peas" tells what she is like, not what is missing.
    if (notEn.test(text)) return !/^(?:why|if|will|wo|would|can|ca|could|should)$/.test(tokens[i - 1]?.text ?? '')
    if (noSubjectEn.test(text) || (text === 'one' && /^(?:no|not)$/.test(tokens[i - 1]?.text ?? ''))) return true
    if (
      !/^(?:ever|once|even|really|have|has|had|of|them|us|you|to|get|got|been|yet|actually|do|did|would|will)$/.test(
        text,
      )
    )
      return false
  }
  return false
}

/** "The cup from my mother": what follows is said of the cup. */
function isSaidOfAnother(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const at = /^(?:the|my|his|her|our|your|their|a|an)$/.test(tokens[mention.from - 1]?.text ?? '') ? 2 : 1
  const before = mention.from - at
  return /^(?:from|of|by|in|on|at|near|beside|with|behind)$/.test(tokens[before]?.text ?? '') && byToken.has(before - 1)
}

function isDeniedZh(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { clause, text: own } = tokens[mention.from]!
  // 没有关窗: the closing is denied, not the window; 没养猫: the cat.
  const isDoneTo = verbAndThing.test(own) && !/^(?:[养买看望听下长结抽冒吹踢穿戴]|开花|出太阳)/.test(own)
  for (let i = mention.from - 1; i >= Math.max(0, mention.from - 6) && !isDoneTo; i--) {
    const { text, tag, clause: other } = tokens[i]!
    if (other !== clause) break
    // 没有一把椅子是买来的: none of the chairs that are there.
    if (
      noZh.test(text) &&
      mention.thing &&
      tokens[i + 1]?.text.startsWith('一') &&
      /^(?:是|借|能|会|不|动|像|开|亮|卖|用|好)/.test(following(tokens, mention, '', 3))
    )
      return false
    // 没几辆车: few, but there.
    if (/^没有?$/.test(text) && tokens[i + 1]?.text.startsWith('几')) return false
    if (text === '没' && soonZh.test(between(tokens, i + 1, mention.from))) break
    if (noZh.test(text) || (text === '了' && /^[少缺]$/.test(tokens[i - 1]?.text ?? ''))) {
      if (isWhereIsNone(tokens, i)) return tokens[mention.to]?.text !== '的'
      return !/^[是不]/.test(tokens[i - 1]?.text ?? '') && !isHeadOfClause(tokens, i, mention, byToken)
    }
    // 没有星星的夜晚: what follows 的 is there.
    if (byToken.has(i)) break
    const isMeasure = text === '把' && /^[这那一两三几]/.test(tokens[i - 1]?.text ?? '')
    if (!passableZh.test(tag) && !havingZh.test(text) && !tag.startsWith('n') && !isMeasure) break
  }
  const before = preceding(tokens, mention)
  // 没打伞 comes as one word, and leaves its thing at home.
  if (/^[打撑带戴穿放抽].$/.test(own) && /(?:没有?|忘了?|忘记|不再?|戒了?)$/.test(before)) return true
  // 没有把猫带走: it stays.
  if (mention.thing && /(?:没有?|不|别)把/.test(before)) return false
  if (mention.thing && isTakenZh(tokens, mention)) return true
  if (mention.thing && messageZh.test(own)) return false
  if (/(?:没得|冇)$/.test(before)) return true
  if (mention.thing && (/(?:不|没有?|忘了?|忘记)(?:穿|戴|带|打|放|撑)$/.test(before) || carriedOffZh.test(before)))
    return true
  if (
    mention.somebody &&
    (/(?:想念|怀念|好想|真想|很想|思念|我想|埋了|送走了?|火化|祭奠|悼念|梦见|梦到)$/.test(preceding(tokens, mention)) ||
      missedZh.test(following(tokens, mention, '', 8)))
  )
    return true
  if (/(?:[找等见看听盼买抢订借]不[到见]|没[有]?(?:找到|等到|见到|看见|看到))$/.test(preceding(tokens, mention)))
    return true
  if (/(?:不会?|没有?|未曾?)(?:再)?(?:来|回来|出现|到)的$/.test(preceding(tokens, mention))) return true
  const rest = following(tokens, mention, '', 8)
  // 下雪没有: a question.
  if (
    !/^[下有]/.test(own) &&
    /^(?:也|都|全|就|又|还)?(?:没有?|没得|不见|不剩)(?:了|来|看见|看到|剩下?|亮)?$/.test(rest)
  )
    return true
  // 荷花今年一朵没开, 油一滴不剩.
  if (/^(?:今年|现在|已经|早就)*一\p{Script=Han}(?:都|也)?[没不](?:有|剩|见|开|钓|来|结|长|到)/u.test(rest)) return true
  if (/(?:哪里|哪儿|哪|何处)(?:还|还能)?有$/.test(preceding(tokens, mention))) return true
  if (
    own.endsWith('灯') &&
    ((!/(?:没有?|忘了?|忘记|不|别)[关熄灭]?$/.test(before) && (/[关熄灭]$/.test(before) || /^[关熄灭]/.test(own))) ||
      /(?:不|没有?)(?:再)?开$/.test(before) ||
      unlitZh.test(rest))
  )
    return true
  if (/^(?:雨|雪|风|冰雹)$/.test(own) && /^(?:已经|终于|总算|都)*[停住歇]了/.test(rest)) return true
  if (/[车船艇]$|^飞机$/.test(own) && /^(?:已经|早就|早|都)*(?:走了|离开|驶走)/.test(rest)) return true
  if (mention.thing && !mention.thing.isPlace && notComeZh.test(rest)) return true
  if (mention.thing?.isPlace ? goneZh.test(rest) : awayZh.test(rest)) return true
  if (!mention.thing && leftZh.test(rest) && !/^走了(?:很|进|过|出|一|两|多)/.test(rest)) return true
  if (!mention.thing && /^[^我]{1,9}(?:走了|离开了|不见了)$/.test(rest)) return true
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
  /^(?:、[^都全也又给就]*)?(?:[都全也又给就]|已经|\p{Script=Han}{0,2}(?=送))*(?:连根|偷偷|悄悄|一下子?|半夜|统统)*(?:[抬拉搬拿收取带借偷挖冲刮吹卷抢叼捡牵开运拖抽]走|丢了|丢掉|扔了|扔掉|卖了|卖掉|送人|送走|烧了|烧掉|退了|砍了|拆了|当了|弄丢)/u

/** 绳上没有男人的衣服: what is said of a place is of all that follows. */
function isWhereIsNone(tokens: Token[], negation: number): boolean {
  const [before, no, after] = [tokens[negation - 1], tokens[negation]!, tokens[negation + 1]]
  return before?.clause === no.clause && /^[nsf]/.test(before.tag) && /^[nrmab]/.test(after?.tag ?? '')
}

/** 他搬走了电视. */
const carriedOffZh =
  /(?:[抬拉搬拿收取偷挖抢卷叼抽牵拖运]走了?|(?<!不能|舍不得|不)卖(?:了|掉了?)|(?:弄?丢|偷)了)(?:(?:[我你他她它咱]们?|家里|自己)的?)?(?:[一两二三四五六七八几][只个条张把件头匹棵块辆台本双盆])?$/
const unlitZh = /^(?:都|全|又)*[灭熄坏]了?/

/** A message that does not come takes no telephone away. */
const messageZh = /^(?:消息|短信|微信|语音|视频|通话|来电|群里|电话)$/
/** What is said of somebody who is dead or far: 爸爸的坟, 娘在的时候, 奶奶下葬. */
const missedZh =
  /^(?:的(?:坟|墓|遗像|骨灰|遗物|葬礼|忌日|后事|灵堂|牌位|追悼会)|在的时候|在世|活着(?:的时候|那会)|生前|下葬|出殡|走(?:的那|那天|后|以后|之后|了以后)|没的|的葬)/

/** "没有妈妈的房间": the negation's noun is the one before 的, not the one after. */
function isHeadOfClause(tokens: Token[], negation: number, mention: Mention, byToken: Map<number, Mention>): boolean {
  for (let i = negation + 1; i < mention.from; i++) {
    if (tokens[i]!.text === '的' && byToken.has(i - 1)) return true
    if (tokens[i]!.tag.startsWith('v') && !havingZh.test(tokens[i]!.text)) return true
  }
  return false
}

/** What was expected in one clause and did not come in a later one. */
function isExpectedOnly(tokens: Token[], mention: Mention): boolean {
  const { clause } = tokens[mention.from]!
  const text = tokens
    .slice(Math.max(0, mention.from - furthestExpectation), mention.from)
    .filter((token) => token.clause === clause)
    .map((token) => token.text)
  // 以为 says by itself that it was not so; other expectations need a turn.
  if (
    /以为/.test(text.join('')) &&
    /^.{0,8}[会有]/.test(text.join('').split('以为').at(-1)! + following(tokens, mention, '', 4))
  )
    return true
  if (!expectedEn.test(text.join(' ')) && !expectedZh.test(text.join(''))) return false
  if (text.some((word) => turnEn.test(word) && word !== 'just')) return false
  return tokens.slice(mention.to, mention.to + 13).some(({ text: word }) => turnEn.test(word) || turnZh.test(word))
}

function following(tokens: Token[], mention: Mention, joint: string, most: number): string {
  const { clause } = tokens[mention.from]!
  const rest: string[] = []
  for (let i = mention.to; i < tokens.length && rest.length < most; i++) {
    const token = tokens[i]!
    if (token.clause !== clause || token.kind === 'mark') break
    rest.push(token.text)
  }
  return rest.join(joint)
}

const between = (tokens: Token[], from: number, to: number) =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join('')

function preceding(tokens: Token[], mention: Mention, joint = ''): string {
  const { clause } = tokens[mention.from]!
  const from = Math.max(0, mention.from - 5)
  return tokens
    .slice(from, mention.from)
    .filter((token) => token.clause === clause)
    .map(({ text }) => text)
    .join(joint)
}
