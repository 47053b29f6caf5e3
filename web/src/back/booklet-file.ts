import { langOf, runsOf } from '../script.ts'
import type { Set } from './booklet-leaves.ts'

/** What a booklet's file is made of. */
interface File {
  sets: readonly Set[]
  /** `data:` URLs by the id of the picture. */
  pictures: ReadonlyMap<string, string>
  /** How leaves are set. */
  css: string
  /** The Latin letters, as a `data:` URL; Chinese is set in what the reader's machine has. */
  letters?: string
  language: string
}

/**
 * A booklet as one HTML file: pictures in it, no scripts, nothing fetched from anywhere. What the writer wrote is text in it and
 * never markup.
 */
export function bookletFile({ sets, pictures, css, letters, language }: File): string {
  const title = sets.find((one) => one.kind === 'cover')?.title ?? ''
  const leaves = sets.map((set) => leafOf(set, pictures)).join('\n')
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${letters === undefined ? '' : `@font-face { font-family: Newsreader; font-weight: 200 800; src: url('${letters}') format('woff2'); }`}
body { margin: 0; background: #e9e4d9; }
main { display: grid; justify-content: center; gap: 6vmin; padding: 6vmin 1rem; }
.leaf { width: min(148mm, 100vw - 2rem); box-shadow: 0 2px 24px rgb(60 48 24 / 18%); }
@media print { body { background: none; } main { display: block; padding: 0; } }
${css.replaceAll('</', '<\\/')}
</style>
</head>
<body>
<main>
${leaves}
</main>
</body>
</html>
`
}

function leafOf(set: Set, pictures: ReadonlyMap<string, string>): string {
  if (set.kind === 'colophon') {
    const lines = set.lines.map((line) => `<p class="leaf-colophon">${escaped(line)}</p>`).join('')
    return `<section class="leaf" data-colophon="true"><div class="leaf-in">${lines}</div></section>`
  }
  const source = set.picture && pictures.get(set.picture.id)
  const picture = source
    ? `<figure><img src="${escaped(source)}" alt="${escaped(set.picture!.alt)}" lang="${langOf(set.picture!.alt)}"></figure>`
    : ''
  if (set.kind === 'cover') {
    const when = set.when === undefined ? '' : `<p class="leaf-when">${escaped(set.when)}</p>`
    const title = set.title === '' ? '' : `<h1 class="leaf-title" lang="${langOf(set.title)}">${inRuns(set.title)}</h1>`
    return `<section class="leaf" data-cover="true"><div class="leaf-in">${picture}${title}<hr class="leaf-rule">${when}</div></section>`
  }
  const { words, caption, number } = set
  const said = words
    ? `<p class="leaf-words" data-setting="${words.setting}" lang="${escaped(langOf(words.text, words.language))}">${inRuns(words.text)}</p>`
    : ''
  const below = caption ? `<p class="leaf-caption" lang="${langOf(caption)}">${inRuns(caption)}</p>` : ''
  const alone = picture === '' ? ' data-alone="true"' : ''
  return `<section class="leaf"${alone}><div class="leaf-in">${picture}${said}${below}<p class="leaf-number">${number}</p></div></section>`
}

function inRuns(text: string): string {
  return runsOf(text)
    .map((run) => (run.lang ? `<span lang="${run.lang}">${escaped(run.text)}</span>` : escaped(run.text)))
    .join('')
}

/** Text for HTML, in an element or in a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
