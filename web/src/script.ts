const han = /\p{Script=Han}/u
let asked = false

/** Brings the Chinese fonts when there is something Chinese to show: two hundred small files, each loaded if needed. */
export function bringChineseFonts() {
  if (asked) return
  asked = true
  import('./styles/fonts-zh.css').catch(() => {
    asked = false
  })
}

/** The language a text is shown in, for its font and for the voice of a screen reader; mixed text counts as Chinese. */
export function langOf(text: string, read?: string): string {
  if (han.test(text)) {
    bringChineseFonts()
    return 'zh-Hans'
  }
  return read && !read.startsWith('zh') && !read.startsWith('mixed') && read !== 'und' ? read : 'en'
}
