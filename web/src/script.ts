const han = /\p{Script=Han}/u
/** Chinese characters with the punctuation among them. */
const hanRun =
  /([\p{Script=Han}\u3000-\u303f\uff01-\uff65“”‘’…—]*\p{Script=Han}[\p{Script=Han}\u3000-\u303f\uff01-\uff65“”‘’…—]*)/u
let coming: Promise<unknown> | undefined

/** Brings the Chinese fonts when there is something Chinese to show: two hundred small files, each loaded if needed. */
export function bringChineseFonts(): Promise<unknown> {
  coming ??= import('./fonts-zh.ts').catch(() => {
    coming = undefined
  })
  return coming
}

/** The main language of a text, for its font and for the voice of a screen reader; `read` is what the house found. */
export function langOf(text: string, read?: string): string {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (chinese > 0) void bringChineseFonts()
  // A Chinese character says about as much as two letters.
  if (chinese * 2 >= Math.max(1, text.match(/\p{Script=Latin}/gu)?.length ?? 0)) return 'zh-Hans'
  return read && !/^(zh|mul|und)\b/.test(read) ? read : 'en'
}

/** A text in pieces of one script each: Chinese within a text of another language has a `lang` of its own. */
export function runsOf(text: string): { text: string; lang?: string }[] {
  if (langOf(text) === 'zh-Hans') return [{ text }]
  return text
    .split(hanRun)
    .filter((run) => run !== '')
    .map((run) => (han.test(run) ? { text: run, lang: 'zh-Hans' } : { text: run }))
}
