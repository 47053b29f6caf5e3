import type { Season, Setting, TimeOfDay, Weather } from '@aiw/proto'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/** Small hours, dark rooms and sleepless beds are night, too. */
const nightly = new RegExp(
  [
    String.raw`\b(?:night|midnight|tonight|nights|starlit|moonlit|moonlight|bedtime|stars|insomnia|sleepless|pitch[- ](?:dark|black))\b`,
    String.raw`(?<!\b(?:keep|keeps|kept|keeping|leave|leaves|left) \w+ )\b(?:in|into|through) (?:the|total|complete) dark(?:ness)?\b(?! about)|\b(?:house|flat|room|ward|hall|street|kitchen|window|bedroom)s? (?:is|was|lay|stood|were) (?:all |completely |so |still )?dark\b`,
    String.raw`(?<!\b(?:take|takes|took|taking|have|has|had|swallow|drink|give|gives|gave|with|another|only|just) )\b(?:one|two|three|[1-3](?:[:.]\d\d)?) (?:o'clock )?in the morning\b|(?<![\d:.])(?:12|[1-3])(?:[:.]\d\d)? ?a\.?m\b`,
    String.raw`\b(?:lay|lie|lying|lain) awake\b|\b(?:could|can|couldn)(?:'t| ?not) (?:get to |fall a)?sleep\b`,
    String.raw`夜|凌晨|月光|星空|繁星|睡不着|失眠|漆黑|黑漆漆|黑黢黢|黑暗|摸黑|黑灯瞎火`,
    String.raw`(?:昨晚|今晚|晚上)[^，。]{0,4}(?:(?:十一|十二|[两二三四]|1[12]|(?<!\d)[1-4])点|一点(?=[半钟多才还]))`,
  ].join('|'),
)

/** How long something lasted, or what went before, where a later time is told, too. */
const lasting = /\b(?:all|the whole|whole|through the|over) night\b|\bovernight\b|[一整]+[个]?(?:夜|晚上?|宿)/g

/** First that fits wins: "last night" before "day". Patterns over lower-case English or simplified Chinese. */
const times: [TimeOfDay, RegExp][] = [
  [
    'TIME_OF_DAY_DAWN',
    /\b(?:dawn|sunrise|daybreak|first light|early morning|(?:four|five|six) (?:o'clock )?in the morning|(?<![\d:.])[4-6](?:[:.]\d\d)? ?a\.?m)\b|黎明|清晨|凌晨(?:[五六]|[56]点)|日出|破晓|拂晓|天亮|天刚亮|清早|晨光|朝霞|一大早/,
  ],
  ['TIME_OF_DAY_NIGHT', nightly],
  [
    'TIME_OF_DAY_DUSK',
    /\b(?:dusk|sunset|evening|twilight|nightfall|last light|getting dark|grew dark|(?:lamps?|lights?) (?:came|come) on)\b|灯亮(?:了|起来)|华灯|傍晚|黄昏|夕阳|晚霞|日落|天黑|入夜|落日|今晚|昨晚|晚上/,
  ],
  [
    'TIME_OF_DAY_DAY',
    /\b(?:morning|noon|midday|afternoon|daytime|daylight|sunny|sunshine|sunlight|lunch|breakfast)\b|早上|早晨|上午|中午|正午|下午|午后|白天|阳光|大太阳|午饭/,
  ],
]

const weathers: [Weather, RegExp][] = [
  [
    'WEATHER_STORM',
    /\b(?:storms?|stormy|thunder\w*|lightning(?! (?:cable|port|charger|fast|speed))|hurricane|typhoon|gale|hail)\b|风暴|暴风|雷(?!哥|叔|姨|姐|锋|达|老师|医生|同学)|台风|闪电|狂风|冰雹/,
  ],
  [
    'WEATHER_CLEAR',
    /\bafter the (?:rain|storm)\b|\brain (?:(?:has|had|finally) )*stopped(?! (?:play|us|me|the)\b)|雨(?:过天晴|停了|后)|天晴|放晴/,
  ],
  [
    'WEATHER_SNOW',
    /\b(?:snow\w*|blizzard|frost|frosty|sleet)\b|雪(?!白|糕|碧|花膏|茄)|(?<![面手晒眼脸])霜(?!淇淋)|结冰/,
  ],
  ['WEATHER_RAIN', /\b(?:rain\w*|drizzl\w*|downpour|puddles?|umbrellas?)\b|雨(?!衣|靴)/],
  ['WEATHER_FOG', /\b(?:fog|foggy|mist|misty|haze|hazy)\b|雾/],
  ['WEATHER_CLOUD', /\b(?:clouds?|cloudy|overcast|grey sky|gray sky)\b|云(?!南|盘|端|贵|吞|服务)|阴天|阴沉沉|灰蒙蒙/],
  [
    'WEATHER_CLEAR',
    /\b(?:sun|sunny|sunshine|sunlight|blue sky|clear sky|moonlight|moonlit|starlit|stars)\b|阳光|太阳|晴|蓝天|月光|星星|繁星|星空|夕阳|朝阳/,
  ],
]

/** Not the spring of a mattress or the fall of a child. The first that a text names is its own. */
const seasons: [Season, RegExp][] = [
  [
    'SEASON_WINTER',
    /\b(?:mid)?winters?\b|\bbare (?:trees?|branch(?:es)?|boughs?|twigs?)\b|\b(?:trees?|branch(?:es)?|boughs?) (?:is|was|are|were|stand|stands|stood) (?:all |quite )?bare\b|冬天|冬日|冬季|寒冬|严冬|隆冬|入冬|腊月|(?<![人总分岁次个])数九(?![十百千个])|光秃秃的?[树枝]|[树枝][^，。]{0,6}光秃秃|(?<=[今去前那每整一个])冬(?![眠瓜菜])/,
  ],
  [
    'SEASON_SPRING',
    /\b(?:in|this|last|next|every|each|the|that|early|late|of|into|until|till|since|by) spring\b(?! (?:is|was|has) (?:broken|gone|rusty|bent|loose)| (?:water|clean|roll|onion|mattress|of|in|from|broke|under))|\bspringtime\b|\bspring (?:morning|day|rain|evening|air|came|comes|flowers|sun|light)\b|春天|春日|春季|开春|立春|初春|春风|春雨|春暖|阳春/,
  ],
  [
    'SEASON_SUMMER',
    /\b(?:mid)?summers?(?:time)?\b(?! (?:school|camp|house|job))|夏天|夏日|夏季|盛夏|暑假|三伏|酷暑|入夏|初夏/,
  ],
  [
    'SEASON_AUTUMN',
    /\bautumn\w*\b|\b(?:this|last|every|(?<!(?:since|after|from|before) )that|early|late|(?<!(?:hip|wrist|knee|leg|arm|ankle|back|head|shoulder|rib|ribs|hurt|broke|injured|myself|himself|herself) )in the) fall\b(?! (?:of (?!\d)|and|from|off|down|asleep|apart|in love))|\b(?:fallen|falling|dead|dry) leaves\b|\bleaves (?:are |were |have |had )?(?:fall\w*|fell|turning|turned|come down|came down)\b|秋天|秋日|秋季|深秋|秋风|秋雨|落叶|入秋|立秋|初秋|中秋/,
  ],
]

const noWeather =
  /\b(?:no|without|not any|not a|never a) (?:more )?(?:rain|snow|sun|stars|moon|fog|clouds?|storm)\b|没有?(?:下)?(?:雨|雪|太阳|星星|月亮|云|雾|阳光)/g

/** When of the day the text is set, as far as it says. */
export function timeOfDay(text: string): TimeOfDay {
  const found = (said: string) => times.find(([, pattern]) => pattern.test(said))?.[0]
  return found(text.replaceAll(lasting, ' ')) ?? found(text) ?? 'TIME_OF_DAY_UNSPECIFIED'
}

/** The time of the year a text tells of: of several the one it names first. */
export function season(text: string): Season {
  const named = seasons.flatMap(([which, pattern]) => {
    const at = text.search(pattern)
    return at < 0 ? [] : [{ which, at }]
  })
  return named.toSorted((a, b) => a.at - b.at)[0]?.which ?? 'SEASON_UNSPECIFIED'
}

/** What the weather is, outside or (a "storm inside me") in a picture of speech. Denied weather is none. */
export function weather(text: string): Weather {
  const said = text.replaceAll(noWeather, ' ')
  return weathers.find(([, pattern]) => pattern.test(said))?.[0] ?? 'WEATHER_UNSPECIFIED'
}

/** Where the text is set: places name it outright, things hint at where they usually stand. */
export function setting(tokens: Token[], mentions: Mention[], absent: Set<Mention>): Setting {
  const votes = new Map<Setting, number>()
  for (const mention of mentions) {
    const { thing } = mention
    if (!thing || thing.setting === 'SETTING_UNSPECIFIED') continue
    // An apple that is eaten says nothing of the garden it grew in.
    if (mention.isEaten && thing.setting !== 'SETTING_ROOM') continue
    const before = tokens[mention.from - 1]?.text ?? ''
    const isWhere = /^(?:in|on|at|inside|along|through|into|under|by|the|my|our|在|到|去|从|沿着)$/.test(before)
    // A place that is not there says little; a thing that is missing says where it is missed. 门口 is inside as well as outside.
    const isThreshold = /门[口外前]$/.test(tokens[mention.from]!.text)
    const weight = thing.isPlace ? (absent.has(mention) ? 0.5 : isWhere ? 4 : 3) : isThreshold ? 0.5 : 1
    votes.set(thing.setting, (votes.get(thing.setting) ?? 0) + weight)
  }
  let best: Setting = 'SETTING_UNSPECIFIED'
  for (const [candidate, weight] of votes) if (weight > (votes.get(best) ?? 0)) best = candidate
  return best
}
