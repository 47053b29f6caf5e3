import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { bringChineseFonts } from '../script.ts'
import type { Language } from '../wire.ts'
import { texts } from './texts.ts'

/** Starts the page's texts in a language. */
export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { en: { translation: texts.en }, zh: { translation: texts.zh } },
    interpolation: { escapeValue: false },
  })
  markDocument(language)
}

/** Changes the page's language. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  markDocument(language)
}

function markDocument(language: Language) {
  document.documentElement.lang = htmlLang(language)
  document.title = `AIW · ${i18next.t('page.subtitle')}`
  if (language === 'zh') void bringChineseFonts()
}

/** Waits for the letters of the page's first texts, so that no line moves when they come; but not for long. */
export async function waitForLetters(language: Language): Promise<void> {
  const load = (font: string, text?: string) => document.fonts.load(`400 1em "${font}"`, text)
  const letters = [load('Newsreader Variable'), load('Noto Sans Latin')]
  if (language === 'zh') {
    const first = texts.zh.stage.empty + texts.zh.words.empty
    letters.push(bringChineseFonts().then(() => load('Noto Serif SC Variable', first)))
  }
  await Promise.race([Promise.allSettled(letters), new Promise((resolve) => setTimeout(resolve, 800))])
}

/** The tag of a page language for HTML, for dates and for numbers. */
export function htmlLang(language: Language): string {
  return language === 'zh' ? 'zh-Hans' : 'en'
}

/** How people here write a date in a page language: the browser knows, by what it asks for. */
export function dateFormat(
  language: Language,
  options: Intl.DateTimeFormatOptions,
  asked: readonly string[] = navigator.languages,
): Intl.DateTimeFormat {
  const here = asked.filter((tag) => tag.startsWith(language) && isLanguageTag(tag))
  return new Intl.DateTimeFormat([...here, htmlLang(language)], options)
}

/** Browsers ask for what the machine is set to, `en-US@posix` among it, and then cannot read it themselves. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}
