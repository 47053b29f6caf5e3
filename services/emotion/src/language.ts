const han = /\p{Script=Han}/gu
const latin = /\p{Script=Latin}/gu
const otherLetters = /[\p{L}--\p{Script=Han}--\p{Script=Latin}]/gv
const traditionalOnly =
  /[們這個來說時會為過還無沒於後裡嗎愛點開門見長聽讓誰現樣體歲親買賣問間東車書話語電氣從對應點發經結給總學習難離歡樂憂鬱淚隻條張樹鳥魚貓媽爺]/u

/** BCP 47 tag of the main language of a text, by its script; "und" where it is neither English nor Chinese. */
export function languageOf(text: string): string {
  const hanCount = text.match(han)?.length ?? 0
  const latinCount = text.match(latin)?.length ?? 0
  const otherCount = text.match(otherLetters)?.length ?? 0
  if (hanCount + latinCount === 0 || otherCount > hanCount + latinCount) return 'und'
  // A Han character carries about as much as three Latin letters.
  if (hanCount * 3 < latinCount) return 'en'
  return traditionalOnly.test(text) ? 'zh-Hant' : 'zh-Hans'
}
