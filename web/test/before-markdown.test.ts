import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { blocksOf, Markdown, runsOf } from '../src/before/markdown.tsx'

const html = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }))

test('paragraphs, headings and lists are told apart', () => {
  expect(blocksOf('# A place\n\nFind one,\nany one.\n\n- a door\n- a bench,\n  or a bed\n\n1. sit\n2) write')).toEqual([
    { kind: 'heading', text: 'A place' },
    { kind: 'paragraph', text: 'Find one, any one.' },
    { kind: 'list', isOrdered: false, items: ['a door', 'a bench, or a bed'] },
    { kind: 'list', isOrdered: true, items: ['sit', 'write'] },
  ])
  expect(blocksOf('## Today\nYou write.\r\n\r\n\r\nOr not.')).toEqual([
    { kind: 'heading', text: 'Today' },
    { kind: 'paragraph', text: 'You write.' },
    { kind: 'paragraph', text: 'Or not.' },
  ])
  expect(blocksOf(' \n\n \n')).toEqual([])
})

test('Chinese lines are joined without a space', () => {
  expect(blocksOf('找一个没人打扰的地方，\n关上门。\nAI 画画。')).toEqual([
    { kind: 'paragraph', text: '找一个没人打扰的地方，关上门。AI 画画。' },
  ])
})

test.each([
  ['You *decide*, **always**.', ['You ', 'em:decide', ', ', 'strong:always', '.']],
  ['_so_ and __so__', ['em:so', ' and ', 'strong:so']],
  ['2 * 3 * 4, snake_case_name, ** nothing **', ['2 * 3 * 4, snake_case_name, ** nothing **']],
  ['*unfinished', ['*unfinished']],
])('the emphasis of %s', (text, runs) => {
  expect(runsOf(text).map(({ text: words, mark }) => (mark ? `${mark}:${words}` : words))).toEqual(runs)
})

test('whatever a text holds becomes words and nothing more', () => {
  const shown = html('<img src=x onerror=alert(1)>\n\n- <script>1</script>\n\n[here](javascript:alert(1))')
  expect(shown).not.toMatch(/<(img|script|a)\b/)
  expect(shown).toContain('&lt;script&gt;')
  expect(html('Take *time*.')).toBe('<div class="prose" lang="en"><p>Take <em>time</em>.</p></div>')
})
