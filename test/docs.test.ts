import fs from 'node:fs'
import path from 'node:path'
import { failures } from '@aiw/kit/errors'
import { createLogger } from '@aiw/kit/log'
import { expect, test } from 'vitest'
import * as emotion from '../services/emotion/src/config.ts'
import { openapi } from '../services/gateway/openapi.ts'
import { buildApp } from '../services/gateway/src/app.ts'
import * as gateway from '../services/gateway/src/config.ts'
import { parseMessage } from '../services/gateway/src/messages.ts'
import type { House } from '../services/gateway/src/house.ts'
import * as render from '../services/render/src/config.ts'

// What the documents say, held against what the code does.

/** gRPC's statuses by their number: https://grpc.io/docs/guides/status-codes/ */
const statuses =
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'.split(
    ' ',
  )
const root = path.resolve(import.meta.dirname, '..')
const found = (pattern: string) =>
  fs
    .globSync(pattern, { cwd: root, exclude: ['**/node_modules', 'data', '**/dist'] })
    .map((file) => ({ file, text: fs.readFileSync(path.join(root, file), 'utf8') }))
const pages = found('**/*.md')
const api = pages.find(({ file }) => file === path.join('docs', 'api.md'))!.text

test('docs/openapi.json says what the routes say; npm run openapi writes it', async () => {
  expect(fs.readFileSync(path.join(root, 'docs/openapi.json'), 'utf8')).toBe(await openapi())
})

test('docs/openapi.json tells which calls need a writer', async () => {
  const { paths } = JSON.parse(await openapi()) as { paths: Record<string, Record<string, { security: object[] }>> }
  const app = await buildApp({} as House, createLogger('docs', 'silent'))
  const wrong: string[] = []
  for (const [where, calls] of Object.entries(paths))
    for (const [method, { security }] of Object.entries(calls)) {
      const { statusCode } = await app.inject({
        method: method.toUpperCase() as 'GET' | 'POST',
        url: where.replace('{id}', '01234567-89ab-4cde-8f01-23456789abcd').replace('{n}', '1'),
        ...(method === 'post' && { payload: {} }),
      })
      if ((statusCode === 401) !== security.length > 0) wrong.push(`${method} ${where}: ${statusCode}`)
    }
  await app.close()
  expect(wrong).toEqual([])
})

test('every link between the pages leads to a file', () => {
  const links = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => ({ file, to: to! })),
  )
  expect(links.length).toBeGreaterThan(20)
  const dead = links.filter(
    ({ file, to }) =>
      !/^(https?:|mailto:|#)/.test(to) && !fs.existsSync(path.join(root, path.dirname(file), to.split('#')[0]!)),
  )
  expect(dead).toEqual([])
})

test('every command that is told exists', () => {
  const scriptsIn = (workspace = '.') =>
    (JSON.parse(fs.readFileSync(path.join(root, workspace, 'package.json'), 'utf8')) as { scripts: object }).scripts
  const told = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/npm run ([\w:-]+)(?: -w ([\w/-]+))?/g)].map(([, script, workspace]) => ({
      file,
      script: script!,
      workspace,
    })),
  )
  expect(told.length).toBeGreaterThan(2)
  expect(told.filter(({ script, workspace }) => !Object.hasOwn(scriptsIn(workspace), script))).toEqual([])
})

test('every variable that is told is one somebody reads', () => {
  const known = new Set([
    ...[gateway, emotion, render].flatMap(({ variables }) => Object.keys(variables.properties)),
    ...found('{test,deploy,examples}/**/*.{ts,mjs}').flatMap(({ text }) =>
      (text.match(/.*process\.env.*/g) ?? []).flatMap((line) => line.match(capitals) ?? []),
    ),
    ...found('{docker-compose.yml,.env.example}').flatMap(({ text }) => text.match(capitals) ?? []),
    ...found('proto/aiw/**/*.proto').flatMap(({ text }) => text.match(capitals) ?? []),
    ...statuses,
    'NOT_SERVING',
    // Node's own, and ONNX Runtime's.
    'NODE_EXTRA_CA_CERTS',
    'ORT_DISABLE_TELEMETRY',
  ])
  const told = pages.flatMap(({ file, text }) => (text.match(capitals) ?? []).map((name) => ({ file, name })))
  expect(told.length).toBeGreaterThan(10)
  expect(told.filter(({ name }) => !known.has(name))).toEqual([])
})
/** GATEWAY_LISTEN and its like. */
const capitals = /\b[A-Z]+(?:_[A-Z]+)+\b/g

test('docs/api.md has the table of problems right', () => {
  const told = api.split('\n').flatMap((line) => {
    const [, code = '', , ...rest] = line.split('|').map((cell) => cell.trim().replaceAll('`', ''))
    return Object.hasOwn(failures, code) && rest.length === 4 ? [[code, ...rest.slice(0, 3)]] : []
  })
  const rows = Object.entries(failures).map(([code, { grpc, http, retry }]) => [
    code,
    String(http),
    statuses[grpc],
    String(retry),
  ])
  expect(told).toEqual(rows)
})

test('every message docs/api.md lets a client say is taken by the gateway', () => {
  const examples = [...api.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text!)
  const types = ['write', 'again', 'revise', 'stop', 'resume']
  const said = examples.filter((text) => types.includes((JSON.parse(text) as { type: string }).type))
  expect(said.map((text) => parseMessage(Buffer.from(text)).type).toSorted()).toEqual(types.toSorted())
})
