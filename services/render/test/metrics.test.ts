import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { renderMetrics, serveMetrics } from '../src/metrics.ts'
import { fleetOf, jobOf, log, scripted } from './support.ts'

/** Metrics of a fleet of one node and a painter, over HTTP. */
async function metered() {
  const node = scripted('gpu', { quality: 1, ms: 50 })
  const painter = scripted('painter')
  const metrics = renderMetrics()
  const paintings = fleetOf(painter, [node], { metrics })
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const server = await serveMetrics('127.0.0.1:0', metrics, () => paintings.nodes(), stop.signal)
  const { port } = server.address() as AddressInfo
  return { node, painter, paintings, port, url: `http://127.0.0.1:${port}` }
}

test('what happened is told in numbers, and nothing of a picture', async () => {
  const { node, painter, paintings, url } = await metered()
  const one = Array.fromAsync(paintings.paint(jobOf('secret-id'), 'secret-lane', new AbortController().signal, log))
  await expect.poll(() => node.started).toHaveLength(1)
  node.finish('secret-id', () => [])
  await expect.poll(() => painter.started).toHaveLength(1)
  painter.finish('secret-id')
  await one
  const answer = await fetch(`${url}/metrics`)
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  expect(text).toContain('aiw_render_lost_total{backend="gpu",code="internal"} 1')
  expect(text).toContain('aiw_render_pictures_total{backend="painter",quality="painter"} 1')
  expect(text).toContain('aiw_render_node_ready{backend="gpu"} 1')
  expect(text).toContain('aiw_render_first_preview_seconds_count 1')
  expect(text).not.toMatch(/secret|bird/)
})

test('nothing else is answered, and a taken address is one line', async () => {
  const { url, port } = await metered()
  expect((await fetch(`${url}/`)).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404)
  const again = serveMetrics(`127.0.0.1:${port}`, renderMetrics(), () => [], new AbortController().signal)
  await expect(again).rejects.toMatchObject({
    code: 'unavailable',
    message: `127.0.0.1:${port} is already in use; stop what runs there, or choose another address`,
  })
})

test('the dashboard of deploy/grafana asks only for what is measured', async () => {
  const board = await readFile(new URL('../../../deploy/grafana/aiw.json', import.meta.url), 'utf8')
  const asked = new Set(board.match(/\baiw_render_\w+/g)!.map((name) => name.replace(/_(bucket|count|sum)$/, '')))
  const told = await renderMetrics().text([])
  expect(asked.size).toBeGreaterThan(6)
  expect([...asked].filter((name) => !told.includes(`# TYPE ${name} `))).toEqual([])
})
