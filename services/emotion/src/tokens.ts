import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { inPlainWords } from './lexicon/cantonese.ts'
import { simplify } from './lexicon/traditional.ts'

/** One word, number, mark or picture character of a text. */
export interface Token {
  /** English in lower case, Chinese simplified. */
  text: string
  /** English as it was written; for the names in it. */
  written: string
  kind: 'en' | 'zh' | 'number' | 'mark' | 'emoji'
  /** jieba's part of speech for Chinese, empty otherwise. */
  tag: string
  /** Rises by one after every mark that ends a clause or a sentence. */
  clause: number
  /** Where it begins in `Words.text`. */
  start: number
}

export interface Words {
  tokens: Token[]
  /** The text all of it was cut from: lower case, simplified, marks in their ASCII form. */
  text: string
}

const jieba = Jieba.withDict(dict)
const pieces =
  /\p{Script=Han}+|[\p{Script=Latin}\p{M}]+(?:'[\p{Script=Latin}\p{M}]+)*|\d+(?:[.:]\d+)*|\p{Extended_Pictographic}|[,.;:!?…、—\n()"“”–]/gu

/** Chinese number (with its measure word) at the head of a word that jieba did not cut: "一封信", "这只". */
const countedHead =
  /^(?:[一二两三四五六七八九十几数百千万半]+|[这那每某])(?:[只个条张把件位头匹棵朵座本封艘辆盏口杯碗块片滴群对双间栋家场支枝根串堆束盘瓶首阵幅扇面道颗粒枚架列排层叠包袋箱壶锅股])/u
/** A measure word and its noun that jieba takes for one word: 碗面, 杯水, 盏灯. */
const measuredNoun =
  /^(?:[碗杯盘瓶壶盆锅袋][面饭粥汤水茶酒奶菜药油米肉]|盏灯|[面堵]墙|封信|面[镜旗鼓]|[道扇][门窗]|[张把][床桌椅伞])$/u

/** A noun and 都 that jieba takes for a town: 药都没拿. */
const nounAndAll = /^[药酒饭水茶鱼狗猫鸡花树门灯床车书信钱碗鞋伞锅]都$/u

/** A small sentence that jieba takes for one word: 灯灭了, 喝了酒. */
const misjoined = /^(?:([雪雨灯风])([停灭亮])(了)|([喝断])(了)([酒线]))$/u

const looseContractions: Record<string, string[]> = {
  cannot: ['can', "n't"],
  cant: ['can', "n't"],
  dont: ['do', "n't"],
  didnt: ['did', "n't"],
  doesnt: ['does', "n't"],
  isnt: ['is', "n't"],
  wasnt: ['was', "n't"],
  wont: ['will', "n't"],
  couldnt: ['could', "n't"],
  wouldnt: ['would', "n't"],
  havent: ['have', "n't"],
  im: ['i', "'m"],
  ive: ['i', "'ve"],
}

/** Cuts a text into tokens. Traditional Chinese is read as simplified, full-width forms as plain ones. Takes anything. */
export function cut(raw: string): Words {
  const plain = raw
    .toWellFormed()
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[’‘ʼ`]/g, "'")
    .replaceAll('。', '.')
  const written = inPlainWords(simplify(plain))
  const tokens: Token[] = []
  let clause = 0
  for (const match of written.matchAll(pieces)) {
    const piece = match[0]
    const at = match.index
    const add = (text: string, kind: Token['kind'], tag = '', start = at, as = text) =>
      tokens.push({ text, written: as, kind, tag, clause, start })
    if (/^\p{Script=Han}/u.test(piece))
      cutChinese(
        piece,
        at,
        (text, tag, start) => add(text, 'zh', tag, start),
        () => tokens.pop(),
      )
    else if (/^[\p{Script=Latin}\p{M}]/u.test(piece))
      for (const part of cutEnglish(piece.toLowerCase())) add(part, 'en', '', at, piece)
    else if (/^\d/.test(piece)) add(piece, 'number')
    else if (/^\p{Extended_Pictographic}/u.test(piece)) add(piece, 'emoji')
    else {
      add(piece, 'mark')
      if (!/[、("“”)]/.test(piece)) clause++
    }
  }
  return { tokens, text: written.toLowerCase() }
}

function cutEnglish(word: string): string[] {
  const loose = looseContractions[word]
  if (loose) return loose
  if (word === "can't") return ['can', "n't"]
  if (word === "won't") return ['will', "n't"]
  if (word.endsWith("n't")) return [word.slice(0, -3), "n't"]
  const apostrophe = word.indexOf("'")
  return apostrophe > 0 ? [word.slice(0, apostrophe), word.slice(apostrophe)] : [word]
}

function cutChinese(
  run: string,
  start: number,
  add: (text: string, tag: string, start: number) => void,
  drop: () => void,
) {
  let at = start
  let last = ''
  for (const { word, tag } of jieba.tag(run, false)) {
    const before = last
    last = word
    const cuts = misjoined.exec(word)
    if (word === '机关' && before === '手') {
      // 手机关了 is not 手 and 机关.
      drop()
      add('手机', 'n', at - 1)
      add('关', 'v', at + 1)
      at += word.length
      continue
    }
    if (cuts) {
      for (const [part, tag] of [
        [cuts[1] ?? cuts[4], cuts[1] ? 'n' : 'v'],
        [cuts[2] ?? cuts[5], cuts[2] ? 'v' : 'ul'],
        [cuts[3] ?? cuts[6], cuts[3] ? 'ul' : 'n'],
      ] as const) {
        add(part!, tag, at)
        at += part!.length
      }
      continue
    }
    const head = word.length > 2 ? countedHead.exec(word)?.[0] : undefined
    if (head) {
      add(head, 'm', at)
      add(word.slice(head.length), 'n', at + head.length)
    } else if (measuredNoun.test(word) || (word === '口水' && /[喝倒接讨要]$/.test(run.slice(0, at - start)))) {
      add(word[0]!, 'q', at)
      add(word[1]!, 'n', at + 1)
    } else if (word === '没收' && /^[下到成拾回好完过获齐]/.test(run.slice(at - start + 2))) {
      add('没', 'v', at)
      add('收', 'v', at + 1)
    } else if (nounAndAll.test(word)) {
      add(word[0]!, 'n', at)
      add('都', 'd', at + 1)
    } else add(word, tag, at)
    at += word.length
  }
}
