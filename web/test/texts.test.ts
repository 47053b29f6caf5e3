import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writersDeeds } from '../../services/gateway/src/vault/audit-deeds.ts'
import { dateFormat } from '../src/i18n/i18n.ts'
import { texts } from '../src/i18n/texts.ts'
import { problemCodes } from '../src/wire.ts'

const source = join(import.meta.dirname, '../src')

function flat(texts: object, under = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[under + key, value] as const] : [...flat(value as object, `${under}${key}.`)],
    ),
  )
}

const english = flat(texts.en)
const chinese = flat(texts.zh)
const placeholders = (text = '') => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).toSorted()

test('both languages have the same texts', () => {
  expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
})

test('no text is empty, and both languages fill in the same', () => {
  const filled = (texts: Map<string, string>) =>
    [...texts.keys()].toSorted().map((key) => [key, placeholders(texts.get(key))])
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
  expect(filled(chinese)).toEqual(filled(english))
})

test('Chinese has Chinese punctuation', () => {
  const foreign = /\p{Script=Han}[,;:?!.]|[,;:?!]\p{Script=Han}/u
  expect([...chinese].filter(([, text]) => foreign.test(text))).toEqual([])
})

test('every text the page names is there', () => {
  const keys = globSync('**/*.{ts,tsx}', { cwd: source }).flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/'([a-z]+\.[\w.]+)'/gi)].map(([, key]) => key!),
  )
  const named = keys.filter((key) => key.split('.')[0]! in texts.en && !key.includes('.css'))
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((key) => !english.has(key) && !english.has(`${key}_other`))).toEqual([])
})

test('every problem is worded, whether the sentence is kept or not', () => {
  const needed = problemCodes.flatMap((code) => [`problem.kept.${code}`, `problem.unkept.${code}`])
  expect(needed.filter((key) => !english.has(key))).toEqual([])
})

test('no text is kept that the page never says', () => {
  const code = globSync('**/*.{ts,tsx}', { cwd: source })
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n')
  const built =
    /^(problem\.|why\.|look\.(brightness|warmth|blur|abstraction)$|code\.(unknown|later)$|audit\.|others\.people\.|fits\.(frightening|offensive|distracting|wrong|other)$|tells\.(I|they|neither)$)/
  const unsaid = [...english.keys()].filter(
    (key) => !built.test(key) && !code.includes(`'${key.replace(/_(one|other)$/, '')}'`),
  )
  expect(unsaid).toEqual([])
})

test('a date is written as people here do, whatever tags the browser asks for', () => {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const
  const written = (language: 'en' | 'zh', ...asked: string[]) =>
    dateFormat(language, options, asked).format(Date.UTC(2026, 10, 27))
  expect(written('en', 'zh-CN', 'en-GB')).toBe('27 November 2026')
  expect(written('en', 'en-US@posix', 'en-US')).toBe('November 27, 2026')
  expect(written('zh', 'C', 'en-US@posix')).toBe('2026年11月27日')
})

test('there are words for everything that the house writes down about a writer, and for nothing else', () => {
  const worded = [...english.keys()].filter((key) => key.startsWith('audit.'))
  // Chinese has the same.
  expect(worded.toSorted()).toEqual(writersDeeds.map((deed) => `audit.${deed}`).toSorted())
})
