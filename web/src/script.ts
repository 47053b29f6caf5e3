const han = /\p{Script=Han}/u
/** What only Japanese has; its long mark belongs to no script by itself. */
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
/** Chinese or Japanese characters with the punctuation among them. */
const hanRun =
  /([\p{Script=Han}\u3000-\u30ff\uff01-\uff65“”‘’…—]*[\p{Script=Han}\u3041-\u30ff][\p{Script=Han}\u3000-\u30ff\uff01-\uff65“”‘’…—]*)/u
let coming: Promise<unknown> | undefined

/**
 * Brings the Chinese fonts when there is something Chinese to show: two hundred small files, each loaded if needed. On a slow
 * line Chinese is shown in the fonts of the machine: dozens of files would hold up what is written.
 */
export async function bringChineseFonts(): Promise<unknown> {
  if (isSlowLine()) return undefined
  coming ??= import('./fonts-zh.ts').catch(() => {
    coming = undefined
  })
  return coming
}

/** Bytes a millisecond below which a line is slow: the Chinese files of a first page would take it longer than ten seconds. */
const slowRate = 100

/** Whether the page's own script came slowly, or who uses this browser saves data. What was kept by the browser came from no line. */
function isSlowLine(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (connection?.saveData) return true
  const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).filter(
    ({ name, transferSize, encodedBodySize }) => name.endsWith('.js') && transferSize > 0 && encodedBodySize > 50_000,
  )
  return scripts.some(
    ({ encodedBodySize, responseStart, responseEnd }) => encodedBodySize / (responseEnd - responseStart) < slowRate,
  )
}

/** The main language of a text, for its font and for the voice of a screen reader; `read` is what the house found. */
export function langOf(text: string, read?: string): string {
  const characters = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0
  const its = kana.test(text) ? 'ja' : 'zh-Hans'
  if (han.test(text) && its === 'zh-Hans') void bringChineseFonts()
  // A character says about as much as two letters.
  if (characters * 2 >= Math.max(1, text.match(/\p{Script=Latin}/gu)?.length ?? 0)) return its
  return read && !/^(zh|mul|und)\b/.test(read) ? read : 'en'
}

/** A text in pieces of one script each: Chinese or Japanese within a text of another language has a `lang` of its own. */
export function runsOf(text: string): { text: string; lang?: string }[] {
  if (['zh-Hans', 'ja'].includes(langOf(text))) return [{ text }]
  return text
    .split(hanRun)
    .filter((run) => run !== '')
    .map((run) =>
      han.test(run) || kana.test(run) ? { text: run, lang: kana.test(run) ? 'ja' : 'zh-Hans' } : { text: run },
    )
}
