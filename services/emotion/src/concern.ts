import type { Reading, Sign } from '@aiw/proto'
import type { Words } from './tokens.ts'

type Concern = NonNullable<Reading['concern']>

/*
 * Signs that a writer may be in danger, by a short list of rules in both languages. They only prompt an offer of help:
 * they diagnose nothing, and nothing may rest on their finding everything (rules of this kind miss many signs).
 * Patterns are kept general and name no means in detail. They are read over lower-case English and simplified Chinese,
 * clause by clause for the exceptions.
 */
const signs: [Sign, RegExp][] = [
  [
    'SIGN_PASSIVE_IDEATION',
    /\b(?:wish|wished) (?:i|that i) (?:was|were|'d|had|would|could) (?:dead|not here|n't here|gone|never (?:been )?born|n't wake|not wake|disappear|die|n't exist|not exist)|\b(?:want|wish|hope|pray|prefer|rather|ready|longing|beg|begged|prayed|wait|waiting)(?: (?!you|he|she|they|it|n't|not to die)\S+){0,4} (?:be dead|to die|(?:not|never|n't)(?: to)? (?:wake|exist|have been born|exist|be alive)|and (?:never|not) wake|sleep forever|stop existing|disappear for ever|disappear forever|swallow me)\b|\bif i (?:died|disappeared|did n't wake|never woke)\b|\bmy own (?:funeral|death)\b|\brather (?:be )?dead\b|\bnever wake up again|\b(?:do n't|not) want to (?:wake up|be here any ?more|be here|be alive|live|exist|go on)\b|\b(?:ca n't|can not|could n't) (?:go on|take (?:it|this) any ?more|keep (?:going|living)|live like this|do this any ?more)\b|\b(?:point|reason|sense) (?:in|of|to|for) (?:me )?(?:(?:keep|keep on|carry on) )?(?:living|being here|being alive|going on|live|go on|be here|carry on|stay alive|exist)\b|\bhope i (?:do n't|never|wo n't|do not|will not) (?:ever )?(?:wake|see (?:morning|tomorrow))|\b(?:nothing|no reason) (?:left )?to live for\b|\b(?:everyone|everybody|they|you|family|the world|world|kids|children|all)(?: \w+){0,3} (?:be )?(?:better off|better|happier|fine|relieved) (?:without me|if i (?:was|were) (?:gone|dead|not here|n't here))\b|\b(?:tired|sick) of (?:living|being alive|life|existing|being here)\b|\b(?:nobody|no one) would (?:even )?(?:miss me|notice|care) ?(?:if i|me|$)|\bno (?:way|other way) out (?:except|but) (?:dying|death)|\bway out except (?:dying|death)|\b(?:life|living|it all|my life) is(?: not|n't| n't) worth (?:living|it)\b|\bwant (?:it all|everything) to (?:end|stop)\b|\bwant to (?:disappear|vanish|fall asleep and never|sleep forever)\b|\bdo n't deserve to live\b|\bwould n't (?:mind|care) (?:dying|if i died|not waking)\b|\bif i (?:was|were) (?:gone|dead)\b/,
  ],
  [
    'SIGN_PASSIVE_IDEATION',
    /(?:不想|不愿)(?:再)?(?:活|醒来|醒过来|存在)|活着(?:太累|真累|好累|没(?:有)?(?:意思|意义|劲)|还有什么意[思义]|干什么)|(?:希望|恨不得|巴不得|宁愿|不如|要是|但愿|盼着|求)[^不别他她它你]{0,6}(?:死掉?|死去|没醒|不醒|没有醒|醒不过来|没出生|没有出生|不存在)|死了(?:就|才|倒|更|以后就?)(?:什么|能|算|好|轻松|解脱|清净|清静|不)|不(?:该|配|应该|值得)再?活|活着(?:好|太|真|很|就是|只有|只剩|只会)(?:累|苦|痛|难|受罪|折磨|煎熬|受苦)|只有死|没有?勇气(?:再)?活|没有?人会(?:想念|在意|发现|难过|记得)我?|(?:希望|想|盼)[^他她你]{0,4}被(?:车)?撞|没有?(?:什么|任何)?(?:可)?留恋|没有?什么值得我?[^，。]{0,3}活|想去(?:找|陪)[^，。]{0,8}(?:死去|去世|走了|天上|那边)|活(?:不下去|够了|腻了)|睡(?:过去|下去|着)?.{0,3}(?:不再|不用再?|永远不|再也不|别再)醒|(?:好想|想要?|真想|求个?)解脱|不想再?(?:撑|熬|坚持)(?:了|下去)|不如(?:就)?(?:消失|死|一死)|想[^。]{0,10}(?:就这样|就此|彻底|从此)消失|想着死|每天.{0,3}想.{0,2}死|(?:想|要是能|真想|希望)(?:就这样|就此|彻底|从此|我能)?(?:消失|长睡不醒|一睡不醒|不再醒来|永远睡)|(?:撑|熬|坚持|过)不下去了?|没有?(?:什么)?活(?:着|下去)的(?:意义|理由|必要|价值)|(?:我)?(?:如果|要是)(?:我)?(?:不在|没了|死了|消失)(?:了)?.{0,6}(?:更好|会好|轻松|解脱)|没有我.{0,8}(?:更好|会好|轻松|一样)|一了百了|生不如死|不如死了|为什么(?:要|还)活着|还不如(?:死|不在)|早(?:点)?死(?:了)?(?:算|就)/,
  ],
  [
    'SIGN_ACTIVE_IDEATION',
    /\b(?:kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all)|tak(?:e|ing) my (?:own )?life|suicid\w*|want to die|wanna die|going to die by|better dead|thought(?:s)? of dying|(?:feel like|think(?:ing)? (?:of|about)|want to|going to|about to) end(?:ing)? (?:it|things|everything)\b|how to die\b|(?:edge|ledge) of (?:the|a) (?:roof|bridge|platform|balcony|cliff|building)\b(?=.{0,40}(?:look(?:ed|ing)? down|jump|let go|step(?:ping)? off|one step))|think(?:ing)? (?:about|of) (?:dying|death all|ending|jumping|stepping (?:in front|off|out)|driving (?:off|into)|how to die))\b|\b(?:step|stepping|jump|jumping|throw myself|lie down) (?:in front of|off|under|from) (?:the|a|that|this)\b(?=.{0,40}(?:train|bridge|roof|bus|truck|cliff|platform|traffic|car|building|balcony))/,
  ],
  [
    'SIGN_ACTIVE_IDEATION',
    /自杀|轻生|寻死|想死|想去死|去死算了|死了算了|了结(?:自己|生命|一切|这一切)|结束(?:自己|生命|自己的生命|这一切|我的生命)|不想活|(?:哪种|什么|怎么|怎样).{0,3}死(?:法|得|才|去|比较)|跳(?:下去|楼|河|轨|桥|海)|死法/,
  ],
  [
    'SIGN_PLAN_OR_MEANS',
    /\b(?:saved up|saving|collect(?:ed|ing)?|count(?:ed|ing)|stockpil\w+|hid(?:den)?|kept)(?: \w+){0,4} (?:pills|tablets|sleeping pills|medication)\b|\b(?:keep|kept) (?:a|the|my|some) (?:\w+ of )?(?:pills|tablets)\b(?=.{0,40}(?:in case|if it|for when))|\b(?:chose|chosen|picked|set|know|decided on) (?:the|a) (?:day|date|place|way|night)(?: \w+){0,4} (?:to (?:die|end|go)|it (?:will )?ends|i (?:will )?(?:die|end|go))|\b(?:took|taken|swallowed|take|swallow)(?: \w+){0,3} (?:too many|all my|all the|more|a handful of|the whole (?:bottle|box|pack) of)(?: \w+){0,1} (?:pills|tablets|sleeping pills|medication)\b|\b(?:plan|plans|planning|planned) (?:to|for|how to) (?:die|my death|end)\b|\bhow many (?:pills|tablets)\b|\b(?:overdose)\b/,
  ],
  [
    'SIGN_PLAN_OR_MEANS',
    /(?:攒|存|藏|数)(?:了|着|好|够)?.{0,6}(?:安眠药|药片|药)(?!店|房|费|钱)|(?:安眠药|药片).{0,6}(?:够|全(?:部)?吃|一起吃|吞)|(?:日子|地方|时间).{0,4}(?:选好|定好|想好)了.{0,6}(?:走|死|结束)|想好了?(?:怎么|哪天|在哪|什么时候)[^，。]{0,3}(?:走|死|离开)(?!路|回)|(?:留|放|备)了?[^，。]{0,5}(?:瓶|盒|把)(?:安眠)?药(?!膏|水|酒)|烧炭/,
  ],
  [
    'SIGN_PREPARATION',
    /\b(?:wr(?:ote|itten|iting)|leave|left|leaving)(?: \w+){0,3} (?:suicide note|goodbye (?:note|letter)s?|farewell (?:note|letter)s?|last letters?|the letter (?:they|you|he|she) will find)|\b(?:gave|giving|given) away (?:all )?(?:my|everything)\b|\b(?:this is|my) (?:my )?(?:last|final) goodbye\b|\bput my affairs in order\b/,
  ],
  [
    'SIGN_PREPARATION',
    /遗书|(?:写|留)(?:了|下|好)?最后一封信|(?:写|留)(?:好|下|了).{0,4}(?:告别信|绝笔)|(?:东西|银行卡|密码|后事).{0,6}(?:都)?(?:送人|交代|安排)(?:好|了).{0,8}(?:走|不在)|交代(?:好)?后事|(?:东西|衣服|书|钱|存款).{0,6}(?:分给|送给|留给).{0,12}(?:用不[到着上]|不需要了|再也不)|最后一次(?:跟|和)(?:你们|大家)(?:说|告别)/,
  ],
  [
    'SIGN_SELF_HARM',
    /\b(?:cut|cutting|burn(?:ed|t|ing)?|scratch(?:ed|ing)?|hit(?:ting)?|hurt(?:ing)?|starv(?:e|ed|ing)|punish(?:ed|ing)?|harm(?:ed|ing)?|bit(?:e|ing)?|punch(?:ed|ing)?) (?:myself|my own (?:arm|leg|skin|wrist)s?)\b|\b(?:been|started|start|keep|kept|stop|back to|again) (?:cutting|burning|scratching|hitting) my (?:arms?|legs?|skin|wrists?|thighs?|head)|\b(?:hit|hits|hitting|bang|banged|banging) my head (?:against|on) (?:the|a) (?:wall|floor)(?=.{0,40}(?:until|so that|again|quiet|stop))|\bself.harm\w*|\b(?:cut|burn(?:ed|t)?|scratch(?:ed)?) my (?:arms?|legs?|wrists?|thighs?|skin)(?=.{0,60}(?:again|feel|on purpose|calm|relief|better|blood|bled|bleed))/,
  ],
  [
    'SIGN_SELF_HARM',
    /自残|自伤|(?:抓|掐|划|咬|割|烫|打|撞|抠)[^，。]{0,6}(?:出血|出了血|流血|见血)|割(?:腕|自己|手腕|手臂|胳膊)|(?:掐|打|抓|咬|烫|(?<![计规策谋])划|伤害|扇|捶|扎|撞|抠|惩罚)(?:着|了)?(?:我)?自己(?!人)|用头撞墙|(?:拿|用).{0,6}(?:划|割|烫)(?:自己|手|胳膊|腿)/,
  ],
  [
    'SIGN_HARM_BY_OTHERS',
    /\b(?:he|she|they|my (?:husband|wife|father|dad|mother|mum|mom|partner|boyfriend|girlfriend|stepfather|brother|uncle|ex|boss|son))(?: \w+){0,2} (?:hits?|beats?|beat|chokes?|choked|slaps?|slapped|punch(?:es|ed)|kicks?|kicked|rapes?|raped|touche[sd]|forces?|forced|threatens?|threatened to kill|locks?|locked) (?:me|us|my face)\b|\b(?:raped|molested|sexually abused|abused me|abuses me|being abused|being beaten|was beaten by|hits me|beats me|(?:comes|came|come) into my (?:room|bed) at night|kill me if i|afraid (?:he|she) will (?:kill|hurt|hit))\b/,
  ],
  [
    'SIGN_HARM_BY_OTHERS',
    /(?:他|她|爸|妈|丈夫|老公|妻子|男友|男朋友|女朋友|继父|父亲|母亲|同学|他们).{0,6}(?:打|踢|掐|扇|揍|强奸|侵犯|猥亵|骚扰|囚禁|威胁要杀)(?:了|过|着|死|伤|起)?我|敢[^，。]{0,6}就?(?:杀|打死|弄死)了?我|(?:晚上|半夜|夜里)[^，。]{0,4}(?:进|来|钻进)我的?(?:房间|被窝|床)|把我(?:反)?(?:锁|关)(?:在|进|起来)|家暴|被(?:他|她|爸|妈|丈夫|老公|男友|继父|父亲|老师|领导|同学|他们|叔叔|舅舅|哥哥|上司|人).{0,4}(?:打(?!扰|断|动|败|量|听|扮|招)|踢|掐|摸|强奸|侵犯|猥亵|霸凌|性侵)|被(?:强奸|性侵|猥亵|家暴|霸凌)/,
  ],
]

/** Figures of speech; removed before the rules look. */
const figures =
  /\b(?:dying (?:to|for|of (?:laughter|boredom|curiosity|heat|hunger|embarrassment))|(?:bored|scared|worried|tickled|starved|embarrassed|frozen|tired|sick|loved?) to death|to die for|kill(?:ing)? (?:time|for|two birds|me with)|killed it|died (?:of )?(?:laughing|laughter|of (?:shame|embarrassment|boredom))|could(?:'ve| have)? died of (?:shame|embarrassment|laughter)|my (?:back|feet|head|shoes|knees|legs|shoulder|neck) (?:is|are) killing me|over my dead body|dead (?:tired|end|line|serious)|drop dead gorgeous|suicide squad|cut myself (?:shaving|while|some|a|on|chopping|peeling|off)|hurt myself (?:falling|playing|skating|running|at)|burn(?:ed|t)? my(?:self| hand| tongue| finger)(?: \w+)? (?:on|with) (?:the|a|hot) (?:stove|oven|pan|kettle|iron|tea|soup|coffee))\b|[饿困热冷渴忙撑酸辣累笑乐美高兴急气烦吓羡慕帅萌甜香]死(?:我|人|了|个|啦)?|(?:想|爱|恨|怕|羞|丑|丢|担心)死(?:我|你|他|她|了)(?!算)|(?:到死|要死|死党|死机|死心|死板|死活|死对头|死记硬背|死胡同|死角|死守|死劲|死忠|累得要死)|想死你|笑不活|跳楼价|跳海里?游|打自己的?(?:脸|牌|球)|自杀式/g

/** Said of somebody else, or of long ago and overcome; removed too. What else the clause says of the writer stays. */
const elsewhere =
  /\b(?:he|she|they|friend|brother|sister|father|mother|uncle|aunt|cousin|neighbour|neighbor|patient|character|movie|film|novel|book|song|news|poem)\b(?: \w+){0,4} (?:killed (?:him|her|them)sel\w+|took (?:his|her|their) (?:own )?li\w+|suicide|died by|wanted to die|attempted)|\b(?:suicide (?:prevention|hotline|awareness)|years ago i|when i was (?:young|a teenager|a child|\w+teen|younger)|used to (?:want|think|cut|hurt|wish)|no longer (?:want|think|wish|feel)|not (?:any ?more|suicidal)|never (?:again )?(?:hurt|cut|harm)|stopped (?:cutting|hurting))\b|(?:他|她|朋友|同学|邻居|叔叔|哥哥|姐姐|电影|小说|新闻|主角|歌里).{0,6}(?:自杀|轻生|寻死|跳楼|跳河)|以前.{0,6}(?:想过|想死|自残|自杀)|曾经.{0,6}(?:想死|自残|自杀|不想活)|(?:再也|已经)不(?:会|想)?(?:再)?(?:伤害自己|自残|想死|自杀)|预防自杀/g

/** The signs a text shows, each once. Empty where none is seen, which proves nothing. */
export function concernOf(words: Words): Concern {
  const spaced = words.text
    .replaceAll(/n't\b/g, " n't")
    .replaceAll("can't", "ca n't")
    .replaceAll(/'(?=(?:d|m|s|re|ve|ll)\b)/g, " '")
  const plain = spaced.replaceAll(/\b(ca|do|did|does|would|could|wo)(nt)\b/g, "$1 n't").replaceAll('cannot', 'can not')
  const found = new Set<Sign>()
  for (const clause of plain.split(/[.!?;\n]/)) {
    const literal = clause.replaceAll(figures, ' ').replaceAll(elsewhere, ' ')
    for (const [sign, pattern] of signs) if (pattern.test(literal)) found.add(sign)
  }
  return { signs: [...found] }
}

/** Signs of danger from oneself: no thing and no place is shown beside them, for what a picture showed might be a means. */
export const forbidsThings = (concern: Concern): boolean => concern.signs.some((sign) => sign !== 'SIGN_HARM_BY_OTHERS')
