const han = /\p{Script=Han}/gu
const latin = /\p{Script=Latin}/gu
const otherLetters = /[\p{L}--\p{Script=Han}--\p{Script=Latin}]/gv
const traditionalOnly =
  /[們這個來說時會為過還無沒於後裡嗎愛點開門見長聽讓誰現樣體歲親買賣問間東車書話語電氣從對應點發經結給總學習難離歡樂憂鬱淚隻條張樹鳥魚貓媽爺]/u

/** Small words of German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages, Polish, Turkish, Indonesian and Vietnamese that English has not. */
const foreign = new Set(
  `und ich nicht das der ist mit den dem ein eine einen auf für sich auch noch wir uns aber sie mein meine bin wie nur
  je ne pas le les des est une dans que qui et nous vous il elle mais mon sur avec très suis était c'est j'ai
  el los las y una por para con muy pero mi está estoy fue como más del al yo ella
  il gli che di sono non per della nel mio anche ho così
  não um uma os mais meu minha eu estou foi com
  het een niet ik zijn van voor maar op mijn dat
  och att det jag är inte på som för ikke jeg og til på ei ja minä
  nie się jest na że mam bir ve bu çok için ben yang dan saya tidak ini không tôi là và của`.split(/\s+/),
)
const ownWords = new Set(
  `the a i to and of it is was my that in for on with me at this but not you he she they we so all just be have had are as
  his her him them there when what no out up from one about been were would if like do don't i'm it's then back into
  never still only after before day time how by or an who because could can did got today am too very good`.split(
    /\s+/,
  ),
)

/** A text in Latin letters that is no English, by its small words. One foreign word in an English sentence is none. */
function isOtherLatin(text: string): boolean {
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? []
  const theirs = words.filter((word) => foreign.has(word)).length
  const ours = words.filter((word) => ownWords.has(word)).length
  const accents = words.filter((word) => /[^a-z']/.test(word)).length
  return theirs + accents > Math.max(1, 1.5 * ours)
}

/** BCP 47 tag of the main language of a text, by its script; "und" where it is neither English nor Chinese. */
export function languageOf(text: string): string {
  const hanCount = text.match(han)?.length ?? 0
  const latinCount = text.match(latin)?.length ?? 0
  const otherCount = text.match(otherLetters)?.length ?? 0
  if (hanCount + latinCount === 0 || otherCount > hanCount + latinCount) return 'und'
  // A Han character carries about as much as three Latin letters.
  if (hanCount * 3 < latinCount) return isOtherLatin(text) ? 'und' : 'en'
  return traditionalOnly.test(text) ? 'zh-Hant' : 'zh-Hans'
}
