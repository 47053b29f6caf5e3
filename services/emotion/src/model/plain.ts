import { simplify } from '../lexicon/traditional.ts'

/** A text as the model reads it. */
export interface Plain {
  /** Compatibility forms as plain ones, apostrophes as ', traditional characters as simplified, nothing invisible. */
  text: string
  /** Where each UTF-16 code unit of `text` began in the text as written; one more for its end. */
  at: Uint32Array
}

const invisible = /\p{Cf}/u
const apostrophes = new Set('’‘ʼ`')

/** Makes a text plain, and remembers where each part of it came from. Takes anything. */
export function plain(raw: string): Plain {
  const whole = raw.toWellFormed()
  let text = ''
  const at: number[] = []
  let from = 0
  for (const letter of whole) {
    const code = letter.charCodeAt(0)
    const form = code < 0x80 && letter !== '`' ? letter : formOf(letter)
    text += form
    for (let i = 0; i < form.length; i++) at.push(from)
    from += letter.length
  }
  at.push(from)
  return { text, at: Uint32Array.from(at) }
}

function formOf(letter: string): string {
  if (apostrophes.has(letter)) return "'"
  const normal = letter.normalize('NFKC')
  return invisible.test(normal) ? '' : simplify(normal)
}
