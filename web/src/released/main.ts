import './released.css'
import { KeyRefusal, readPrivateKey } from './key.ts'
import { NotOpened, openRelease, type SealedRelease, type ShownSentence } from './open.ts'
import { type Words, words } from './words.ts'

// The page in the file that `npm run released` writes: it asks for the private key of whom it is for, and shows what was
// released to them. The file brings its releases along, sealed, each in a script element of its own; nothing is fetched.

const about = JSON.parse(document.getElementById('about')!.textContent) as { name: string; madeAt: string }
const sealed = [...document.querySelectorAll('script.release')]

let say: Words = navigator.language.startsWith('zh') ? words.zh : words.en
/** Once it was read. */
let key: CryptoKey | undefined

const date = (at: string) => new Intl.DateTimeFormat(say.dates, { dateStyle: 'long' }).format(new Date(at))

/** An element with what is in it. */
function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [at, value] of Object.entries(attributes)) element.setAttribute(at, value)
  element.append(...children)
  return element
}

function show() {
  document.documentElement.lang = say.lang
  document.title = say.title(about.name)
  const other = make('button', { type: 'button', class: 'other', lang: say === words.en ? 'zh-Hans' : 'en' }, say.other)
  other.addEventListener('click', () => {
    say = say === words.en ? words.zh : words.en
    show()
    document.querySelector<HTMLElement>('.other')?.focus()
  })
  const head = make('header', {}, make('h1', {}, say.title(about.name)), other)
  const parts: Node[] = [head, make('p', {}, say.lead), make('p', { class: 'quiet' }, say.asOf(date(about.madeAt)))]
  if (sealed.length === 0) parts.push(make('p', {}, say.nothing))
  else if (key) parts.push(...releases(key))
  else parts.push(form())
  document.querySelector('main')!.replaceChildren(...parts)
}

function form(): Node {
  const file = make('input', { type: 'file', id: 'key', accept: '.pem', required: '' })
  const passphrase = make('input', {
    type: 'password',
    id: 'passphrase',
    autocomplete: 'off',
    'aria-describedby': 'hint',
  })
  const button = make('button', { type: 'submit', class: 'open' }, say.open)
  const problem = make('p', { role: 'alert', class: 'problem' })
  const whole = make(
    'form',
    {},
    make('label', { for: 'key' }, say.keyFile),
    file,
    make('label', { for: 'passphrase' }, say.passphrase),
    passphrase,
    make('p', { id: 'hint', class: 'quiet' }, say.passphraseHint),
    button,
    problem,
  )
  whole.addEventListener('submit', (event) => {
    event.preventDefault()
    void openAll()
  })
  async function openAll() {
    problem.textContent = ''
    button.textContent = say.opening
    try {
      key = await readPrivateKey((await file.files?.[0]?.text()) ?? '', passphrase.value)
      show()
      document.querySelector<HTMLElement>('summary')?.focus()
    } catch (error) {
      if (!(error instanceof KeyRefusal)) throw error
      problem.textContent = say.problems[error.problem]
      button.textContent = say.open
      if (error.problem !== 'none') passphrase.focus()
    }
  }
  return whole
}

/** The newest open, the others when they are asked for. */
function releases(own: CryptoKey): Node[] {
  const all = sealed.map((element, at) => {
    const release = JSON.parse(element.textContent) as SealedRelease
    const shownOn = make('span', { class: 'quiet' }, say.shownOn(date(release.releasedAt)))
    const count = release.sentences.filter(({ kind }) => kind !== 'again').length
    const what = make('strong', {}, say.scopes[release.scope])
    const inside = make('div', {}, make('p', { class: 'quiet' }, say.opening))
    const details = make('details', {}, make('summary', {}, what, ' ', shownOn, ' · ', say.count(count)), inside)
    let isBegun = false
    details.addEventListener('toggle', () => {
      if (!details.open || isBegun) return
      isBegun = true
      void openRelease(own, release).then(
        (sentences) => inside.replaceChildren(...sittings(release, sentences)),
        (error: unknown) => {
          if (!(error instanceof NotOpened)) throw error
          inside.replaceChildren(make('p', { class: 'problem' }, say.notOpened))
        },
      )
    })
    details.open = at === 0
    return details
  })
  return [...all, make('p', { class: 'quiet' }, say.care)]
}

/** A release as its writer wrote it: sitting after sitting, sentence after sentence, each with its pictures. */
function sittings({ sittings: known }: SealedRelease, sentences: ShownSentence[]): Node[] {
  if (sentences.length === 0) return [make('p', {}, say.empty)]
  const bySitting = Map.groupBy(sentences, ({ sitting }) => sitting)
  const startedAt = (sitting: string) => known.find(({ id }) => id === sitting)?.startedAt
  const inOrder = [...bySitting].toSorted(([one], [other]) =>
    (startedAt(one) ?? '').localeCompare(startedAt(other) ?? ''),
  )
  return inOrder.map(([sitting, its]) => {
    const at = startedAt(sitting)
    const articles = its.filter(({ kind }) => kind !== 'again').map((sentence) => articleOf(sentence, its))
    return make('section', {}, ...(at ? [make('h2', {}, say.sittingOf(date(at)))] : []), ...articles)
  })
}

function articleOf({ id, kind, text, pictures }: ShownSentence, all: ShownSentence[]): Node {
  const more = all.filter((one) => one.kind === 'again' && one.of === id).flatMap((one) => one.pictures)
  const images = [...pictures, ...more].map(({ blob, alt }) =>
    make('img', { src: URL.createObjectURL(blob), alt, loading: 'lazy' }),
  )
  const words = make('p', { class: 'words', dir: 'auto' }, text ?? '')
  const note = kind === 'revise' ? [make('p', { class: 'quiet' }, say.revised)] : []
  const none = images.length === 0 ? [make('p', { class: 'quiet' }, say.noPicture)] : []
  return make('article', {}, ...images, ...none, ...note, words)
}

show()
