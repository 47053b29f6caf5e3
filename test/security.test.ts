import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

// docs/security.md and SECURITY.md name the test that holds each promise: a test that is gone holds none.

const root = path.resolve(import.meta.dirname, '..')
const tests = fs.globSync('{test,packages/*/test,services/*/test,web/test}/**/*.test.ts', { cwd: root })

test.each(['docs/security.md', 'SECURITY.md'])('every test that %s names is there', (page) => {
  const named = fs.readFileSync(path.join(root, page), 'utf8').match(/[\w./-]+\.test\.ts/g) ?? []
  expect(named.length).toBeGreaterThan(3)
  const gone = named.filter((name) => !tests.some((file) => file === name || file.endsWith(`/${name}`)))
  expect(gone).toEqual([])
})

test('every promise of docs/security.md has a test', () => {
  const [, section] = /## How each promise is held\n([^]*?)\n## /.exec(
    fs.readFileSync(path.join(root, 'docs/security.md'), 'utf8'),
  )!
  const rows = section!.split('\n').filter((line) => /^\| (?!promise|-)/.test(line))
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter((row) => !/`[^`]+\.test\.ts`/.test(row))).toEqual([])
})
