import type { Export } from './export-schema.ts'

type Sitting = Export['sittings'][number]

const words = {
  en: { title: 'What you wrote', private: 'private', revised: 'revised', again: 'another picture', time: 'UTC' },
  zh: { title: '你写下的', private: '私密', revised: '修改', again: '另一幅画', time: 'UTC' },
}

const style = `
  body { background: #faf7f2; color: #222; font: 1.05rem/1.6 Georgia, 'Songti SC', serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem }
  h1 { font-size: 1.6rem } h2 { font-size: 1.1rem; margin-top: 3rem } article { margin: 1.5rem 0 }
  p { margin: .3rem 0; white-space: pre-wrap } small { color: #666 } img { display: block; height: auto; max-width: 100%; margin: .5rem 0 }
`

/** A page that shows an export without a network: no script, nothing from elsewhere. */
export function exportPage({ sittings }: Pick<Export, 'sittings'>): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="script-src 'none'; connect-src 'none'">
<title>${words.en.title} · ${words.zh.title}</title>
<style>${style}</style>
<h1>${words.en.title} · <span lang="zh">${words.zh.title}</span></h1>
${sittings.map(sittingHtml).join('\n')}
</html>
`
}

function sittingHtml({ language, startedAt, sentences }: Sitting): string {
  const started = startedAt.slice(0, 16).replace('T', ' ')
  return `<section lang="${language}">
<h2>${escape(started)} ${words[language].time}</h2>
${sentences.map((sentence) => sentenceHtml(sentence, language)).join('\n')}
</section>`
}

function sentenceHtml(
  { kind, text, private: isPrivate, pictures, events }: Sitting['sentences'][number],
  language: 'en' | 'zh',
) {
  const say = words[language]
  const notes = [isPrivate && say.private, kind === 'revise' && say.revised, kind === 'again' && say.again]
  const note = notes.filter(Boolean).join(', ')
  const images = pictures.map(
    ({ id, file }) => `<img src="${escape(file)}" alt="${escape(altOf(events, id))}" loading="lazy">`,
  )
  return `<article>${note && `<small>${note}</small>`}${text === undefined ? '' : `<p>${escape(text)}</p>`}${images.join('')}</article>`
}

/** What was said of a picture to those who do not see it. */
function altOf(events: readonly object[], id: string): string {
  const said = events as { type?: string; picture?: { id: string; alt: string } }[]
  return said.find(({ picture }) => picture?.id === id)?.picture?.alt ?? ''
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!)
