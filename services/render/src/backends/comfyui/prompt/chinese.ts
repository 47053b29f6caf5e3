import type { Look } from '@aiw/proto'
import { gradeOf, isDetailed, leftAt, sayDial } from './dials.ts'
import type { Figure } from './people.ts'
import { type Naming, type Piece, piece } from './pieces.ts'
import type { Thing, View } from './scene.ts'
import { type InsteadOf, insideOf, insteadOf, shownOf } from './shown.ts'
import { formsOf } from './words.ts'

/** Words for people that may not fall where nobody is. */
export const chineseWordsForPeople = ['人', '女子', '男子', '孩', '背影', '身影', '同伴', '面目']

/** The manner of each style: what it is, and how it is painted. */
export const chineseStyles: Record<string, { head: string; hand: string }> = {
  impressionist: { head: '一幅印象派油画', hand: '碎色并置，短促的笔触清晰可见，暗部仍见色彩，亮部厚涂，轮廓隐现' },
  pointillist: { head: '一幅点彩派油画', hand: '通幅由细密的纯色小点构成，远看在眼中交融' },
  swirl: { head: '一幅后印象派油画', hand: '长而厚的笔触成股流转、回旋涌动，色彩浓烈，以深蓝勾勒轮廓' },
  watercolour: { head: '一幅写意水彩画', hand: '薄染透明，水色相融渗化，透出明净的底色' },
  ink: { head: '一幅中国水墨画', hand: '墨分五色，湿染干皴，寥寥几笔浓墨，大面积留白' },
}

interface Place {
  at: string
  alone: string
  colours: string
}

const settings: Record<View['setting'], Place> = {
  SETTING_SEA: { at: '开阔的海边', alone: '开阔的海，与岸相接', colours: '青绿、灰蓝与淡金的宽阔色带' },
  SETTING_RIVER: { at: '缓缓流淌的河边', alone: '缓缓流淌的河，两岸青绿', colours: '柔绿、银灰与淡蓝缓缓漂移的色带' },
  SETTING_FIELD: { at: '辽阔的田野上', alone: '一片辽阔的田野', colours: '赭黄、淡黄与嫩绿的平缓色层' },
  SETTING_FOREST: {
    at: '树林间的空地上',
    alone: '幽深的树林，光从枝干之间落下',
    colours: '深绿、苍绿与褐色的竖直笔触',
  },
  SETTING_MOUNTAIN: { at: '群山之间', alone: '层层叠叠的群山', colours: '蓝、紫、灰层叠高耸的色块' },
  SETTING_GARDEN: { at: '幽静的庭园里', alone: '枝叶葱茏的幽静庭园', colours: '翠绿、粉红与乳白的点点色斑' },
  SETTING_ROAD: { at: '乡间的路上', alone: '一条通向远方的乡间长路', colours: '赭色与暖灰向一点收拢' },
  SETTING_TOWN: { at: '老城的街上', alone: '老城里的一条街', colours: '暖灰、赭红与青灰的竖立色块' },
  SETTING_ROOM: {
    at: '安静的房间里',
    alone: '安静的房间，光从一侧照入',
    colours: '大片柔和的褐与灰，围着一方淡淡的亮光',
  },
  SETTING_SKY: { at: '辽阔的天空下', alone: '辽阔的天空', colours: '淡蓝、珠白的层层薄纱' },
}

const times: Record<NonNullable<View['time']>, { said: string; colours: string }> = {
  TIME_OF_DAY_DAWN: { said: '清晨，天光初亮', colours: '淡粉与珠灰' },
  TIME_OF_DAY_DAY: { said: '白日，光线平和', colours: '' },
  TIME_OF_DAY_DUSK: { said: '黄昏，斜光低照', colours: '暮色中的粉与紫' },
  TIME_OF_DAY_NIGHT: { said: '夜里，深蓝的夜色中几点微光', colours: '深沉的午夜蓝' },
}

const weathers: Record<NonNullable<View['weather']>, { said: string; inside: string }> = {
  WEATHER_CLEAR: { said: '空气澄澈', inside: '窗外澄澈' },
  WEATHER_CLOUD: { said: '云层低垂，光线匀净', inside: '窗外天色灰匀' },
  WEATHER_RAIN: { said: '细雨飘落', inside: '窗外落着雨' },
  WEATHER_SNOW: { said: '积雪覆地，雪花轻飘', inside: '窗外落着雪' },
  WEATHER_FOG: { said: '薄雾弥漫，远处渐隐', inside: '窗外起了雾' },
  WEATHER_STORM: { said: '狂风骤起，乌云压低', inside: '窗外暴风雨' },
}

const seasons: Record<NonNullable<View['season']>, string> = {
  spring: '早春时节',
  summer: '盛夏时节',
  autumn: '深秋时节',
  winter: '冬日',
}

const moments: Record<string, string> = {
  MOMENT_BEFORE: '那是从前，清新如初，一切将要开始',
  MOMENT_NOW: '正当此刻',
  MOMENT_LATER: '那是许久以后，沉静醇厚，一切已经安顿',
}

const numbers = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九']

/** "甲、乙和丙". */
const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join('、')}和${items.at(-1)}`

function sayThing({ name: { zh }, count }: Thing, isOnly: boolean): string {
  if (zh.kind === 'unsaid') return ''
  if (zh.kind !== 'noun') return zh.one
  if (count === 'one') return `${isOnly ? '只有' : ''}一${zh.measure}${zh.one}`
  if (count === 'two') return `两${zh.measure}${zh.one}`
  if (count === 'few') return `几${zh.measure}${zh.one}`
  if (count === 'many') return `许多${zh.one}`
  return count === 'mass' ? `成片的${zh.one}` : `一${zh.measure}${zh.one}`
}

const garbs = { coat: '穿白大褂的', dress: '穿白色长裙的', apron: '系围裙的', straw: '戴草帽的', '': '' } as const
const nouns = {
  adult: { woman: ['位', '女子'], man: ['位', '男子'], person: ['个', '人'] },
  old: { woman: ['位', '老妇人'], man: ['位', '老先生'], person: ['位', '老人'] },
  child: { woman: ['个', '女孩'], man: ['个', '男孩'], person: ['个', '孩子'] },
} as const

/** Measure word and noun of a figure. */
function nounOf(
  { role, age, who, garb, isClose }: Figure,
  viewpoint: string,
  isWith: boolean,
): readonly [measure: string, noun: string] {
  const [measure, noun] = nouns[age][who]
  if (isWith && isClose && age === 'adult') return ['个', '同伴']
  if (role !== 'self') return [measure, `${age === 'child' ? '' : garbs[garb]}${noun}`]
  if (viewpoint === 'VIEWPOINT_OTHER_EYES') return [measure, `面朝这边的${noun}`]
  if (viewpoint === 'VIEWPOINT_FAR') return ['个', age === 'adult' ? '小小的身影' : `${noun}的小小身影`]
  return ['个', age === 'adult' ? '背影' : `${noun}的背影`]
}

function sayPeople(view: View, most: number): string[] {
  const isWith = view.people.some(({ role }) => role === 'self')
  const groups = new Map<string, number>()
  const isAlone = view.isMissed && view.people.length === 1 && !view.hasCrowd
  for (const figure of view.people.slice(0, most)) {
    const key = nounOf(figure, view.viewpoint, isWith).join('|')
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  return [...groups].map(([key, count]) => {
    const [measure, noun] = key.split('|')
    return `${isAlone ? '独自' : ''}${numbers[count]}${measure}${noun}`
  })
}

const instead: InsteadOf = {
  byDrawing: {
    rain: '地面干爽',
    snow: '地面裸露',
    sun: '光线灰匀',
    moon: '夜色空阔',
    star: '夜色空阔',
    cloud: '一片晴空',
    fog: '远处清晰可见',
    storm: '四下静止',
    lightning: '四下静止',
    rainbow: '天边一片素净',
  },
  floor: '光里空着一片地面',
  ground: '光里留着一片空地',
  air: '空中留出一片空阔',
  water: '水面留出一片空阔',
  table: '桌上空着一处，落着光',
  wall: '墙上空着一块',
  deserted: '四下空寂，',
  beside: '一旁',
  chair: '亮处一把空椅子',
  bench: '旁边一条空长椅',
}

const viewpoints: Record<string, string> = {
  VIEWPOINT_OWN_EYES: '平视，如同亲身站在那里所见',
  VIEWPOINT_OBSERVER: '从几步之外旁观',
  VIEWPOINT_FAR: '从极远极高处俯望',
  VIEWPOINT_OTHER_EYES: '近处平视',
}

function sayView({ viewpoint }: View, people: number): string {
  const said = viewpoints[viewpoint] ?? ''
  return viewpoint === 'VIEWPOINT_FAR' && people > 0 ? `${said}，人物只是天地间细小的几笔` : said
}

/** A thing names what is absent when its noun ends with it: 苹果树 is a tree, 花园 is no flower. */
const endsWithAny = (noun: string, forms: readonly string[]): boolean => forms.some((form) => noun.endsWith(form))

/** A prompt in Chinese sentences. */
export function chineseSentences(view: View, look: Look, naming: Naming): Piece[][] {
  const style = chineseStyles[look.style] ?? chineseStyles['impressionist']!
  const scenery = settings[view.setting]
  const time = view.time && times[view.time]
  const left = leftAt[gradeOf('abstraction', look.abstraction)]!
  const dial = (name: Parameters<typeof sayDial>[0]) => piece(sayDial(name, look, 'zh'), 90, true)
  const manner = [[...piece(style.head, 100, true), ...piece(style.hand, 100, true)]]
  const light = [
    [...dial('brightness'), ...dial('warmth')],
    [...dial('energy'), ...dial('blur')],
  ]
  if (left.things === 0)
    return [
      ...manner,
      dial('abstraction'),
      [...piece(scenery.colours, 95, true), ...piece(time?.colours ?? '', 60, true)],
      piece(view.isMissed || view.gone.length > 0 ? '留出一片开阔的宁静' : '', 80),
      ...light,
    ]

  const people = sayPeople(view, left.people).filter((text) => !naming(text))
  if (view.hasCrowd) people.push(...['许多小小的人影'].filter((text) => !naming(text)))
  const gone = view.absent.flatMap((concept) => formsOf(concept, 'zh'))
  const already = [scenery.at, scenery.alone, view.weather ? weathers[view.weather].said : ''].join('')
  const { place, around, onTable, outside, rest, isOnly } = shownOf(
    view,
    look,
    12,
    {
      isNamed: ({ name: { zh } }) =>
        zh.kind === 'unsaid' ||
        (zh.kind === 'fixed' ? gone.some((form) => zh.one.includes(form)) : endsWithAny(zh.one, gone)),
      says: ({ name: { zh } }) => zh.kind !== 'fixed' && already.includes(zh.one),
    },
    { table: !naming('桌子'), window: !naming('窗') },
  )
  const say = (things: readonly Thing[]) => things.map((thing) => sayThing(thing, isOnly))
  const room = place && `${place.name.zh.one}里`
  const at = room ?? (naming(scenery.at) ? '一处幽静开阔的地方' : scenery.at)
  const alone = room ?? (naming(scenery.alone) ? '一处幽静开阔的地方' : scenery.alone)
  const subject = listed([...people, ...say(rest)])
  const isFacing =
    view.hasCrowd || view.viewpoint === 'VIEWPOINT_OTHER_EYES' || view.people.some(({ role }) => role === 'other')
  return [
    ...manner,
    [
      ...piece(subject === '' ? (onTable.length + outside.length > 0 ? at : alone) : `${at}，${subject}`, 95, true),
      ...around.flatMap(({ drawing }) => piece(insideOf[drawing]?.zh ?? '', 88)),
      ...piece(onTable.length > 0 ? `桌上${isOnly ? '' : '放着'}${listed(say(onTable))}` : '', 94, true),
      ...piece(outside.length > 0 ? `窗外${isOnly ? '' : '是'}${listed(say(outside))}` : '', 93, true),
    ],
    [
      ...piece(time?.said ?? '', 70),
      ...piece(view.weather ? weathers[view.weather][view.setting === 'SETTING_ROOM' ? 'inside' : 'said'] : '', 72),
      ...piece(view.season && view.setting !== 'SETTING_ROOM' ? seasons[view.season] : '', 45),
    ],
    insteadOf(view, instead, naming).flatMap((text) => piece(text, 80)),
    [...piece(sayView(view, people.length), 50), ...piece(moments[view.moment] ?? '', 40)],
    ...light,
    [...dial('abstraction'), ...piece(isDetailed(look) ? '细处用心' : '', 55, true)],
    piece(people.length > 0 && isFacing ? '面目只以松散的几笔带过' : '', 75),
  ]
}

/** What every picture of this house is, whatever it shows. */
export function chineseSafe(hasPeople: boolean): string {
  return `画面温和得体，格调雅正，老少咸宜${hasPeople ? '，人物衣着整齐' : ''}`
}

/** What no picture of this house is, for models that can be told so; the absent things first. */
export function chineseNegative(view: View): string {
  const gone = view.gone.flatMap(({ concept }) => formsOf(concept, 'zh').slice(0, 1))
  const people = view.isDeserted ? ['人物', '人群'] : []
  return [...people, ...gone, '裸露，血腥，恐怖，武器，针头，文字，字母，签名，水印，照片，畸形的面孔'].join('，')
}
