/*
 * Cantonese as it is written, in the words that everybody reads: one character for one, so that nothing moves. Only what
 * is no word of written Chinese, or not that word, is changed.
 */
const words =
  '屋企家里 返嚟回来 仲有还有 仲未还没 仲喺还在 仲系还是 得返只剩 净系只是 成日整天 成个整个 成间整间 琴日昨天 寻日昨天 听日明天 而家现在 边度哪里 点解为啥 乜嘢什么 钟意喜欢 企喺站在 落雨下雨 落雪下雪 落紧下着 食饭吃饭 食药吃药 食咗吃了 食住吃着 饮茶喝茶 饮汤喝汤 饮咗喝了 锁匙钥匙 银包钱包 雪柜冰箱 过身过世 嗰阵那时 头先刚才 倾偈聊天 得闲有空 唔该谢谢 一齐一起'
const characters = '咗了唔不喺在嘅的佢他哋们嚟来畀给俾给睇看冇没攞拿揾找搵找嗰那咁这啲些瞓睡嘢物'

const plain = new Map<string, string>([
  ...words.split(' ').map((pair) => [pair.slice(0, 2), pair.slice(2)] as const),
  ...Array.from({ length: characters.length / 2 }, (_, i) => [characters[2 * i]!, characters[2 * i + 1]!] as const),
])
const spoken = new RegExp([...plain.keys()].join('|'), 'gu')

/** Simplified Cantonese as written Chinese, as long as it was; everything else as it is. */
export const inPlainWords = (text: string): string => text.replaceAll(spoken, (said) => plain.get(said)!)
