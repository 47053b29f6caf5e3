import { standIn, type StandIn } from '@aiw/comfyui-stand-in'
import { serve } from '@aiw/kit/grpc-server'
import { createLogger } from '@aiw/kit/log'
import { EmotionService, emotionContract, RenderService, renderContract } from '@aiw/proto'
import { expect, onTestFinished, test } from 'vitest'
import { read } from '../services/emotion/src/read.ts'
import { emotionService } from '../services/emotion/src/service.ts'
import { connect } from '../services/gateway/src/clients.ts'
import { freshDb, gatewayOf, type Heard, writerAt } from '../services/gateway/test/support.ts'
import { comfyui } from '../services/render/src/backends/comfyui/comfyui.ts'
import { loadRecipes } from '../services/render/src/backends/comfyui/recipe.ts'
import { painter } from '../services/render/src/backends/painter/painter.ts'
import { fleet } from '../services/render/src/fleet.ts'
import { renderService } from '../services/render/src/service.ts'

/** The whole house in this process, on free ports, with every line it logs; with a GPU node, or without. */
async function house(node?: StandIn) {
  const lines: string[] = []
  const log = (name: string) => createLogger(name, 'trace', { write: (line) => void lines.push(line) })
  const stop = new AbortController()
  const emotion = await serve(
    '127.0.0.1:0',
    emotionContract,
    (server) => server.addService(EmotionService.service, emotionService(log('emotion'), read)),
    stop.signal,
  )
  const brush = painter({ workers: 1 })
  const recipes = await loadRecipes(new URL('../services/render/recipes', import.meta.url).pathname)
  const nodes = node
    ? [comfyui({ name: 'gpu', url: node.url, recipes, finisher: brush.finisher, log: log('render') })]
    : []
  const paintings = fleet({
    painter: brush,
    nodes: { list: () => nodes, watch: (changed) => nodes.forEach((one) => one.watch(changed)) },
    queueLength: 8,
  })
  const service = renderService(log('render'), paintings, () => [brush])
  const render = await serve(
    '127.0.0.1:0',
    renderContract,
    (server) => server.addService(RenderService.service, service),
    stop.signal,
  )
  const { db, drop } = await freshDb()
  const clients = connect(`127.0.0.1:${emotion.port}`, `127.0.0.1:${render.port}`)
  onTestFinished(async () => {
    clients.close()
    stop.abort()
    await Promise.all([...nodes.map((one) => one.close()), brush.close(), drop()])
  })
  const { url } = await gatewayOf(db, clients, log('gateway'))
  return { url, lines, paintings }
}

const english = 'I used to think there would be many people here, then in the end there was only one bird.'
const chinese = '我曾经认为这里会有很多人,然后最后只有一只鸟。'
const mixed = '我曾经认为这里会有很多人, then in the end there was only one bird.'

test('one sentence in each language goes through the whole house; no log line holds a word of any', async () => {
  const { url, lines } = await house()
  const { connect, get } = await writerAt(url)
  const desk = await connect()
  const sentences = { english, chinese, mixed }
  for (const [id, text] of Object.entries(sentences)) desk.send({ type: 'write', id, text })

  for (const id of Object.keys(sentences)) {
    await desk.hear(id, 'done')
    expect(desk.types(id).filter((type) => type !== 'progress' && type !== 'waiting')).toEqual(
      expect.arrayContaining(['kept', 'reading', 'look', 'preview', 'picture', 'done']),
    )
    const { picture } = await desk.hear(id, 'picture')
    expect(picture.alt).toMatch(/one bird.*nobody is there/)
    const bytes = await (await get(picture.url)).bytes()
    expect(Buffer.from(bytes.subarray(8, 12)).toString()).toBe('WEBP')
  }
  const kept = desk.heard.filter(({ type }) => type === 'kept').map(({ id }: Heard) => id)
  expect(kept).toEqual(Object.keys(sentences))

  const log = lines.join('')
  expect(lines.length).toBeGreaterThan(9)
  for (const word of ['used to think', 'people', 'bird', '曾经', '很多人', '只有', '鸟'])
    expect(log).not.toContain(word)
  const callsOf = (name: string) =>
    new Set(
      lines.map((line) => JSON.parse(line)).flatMap((line) => (line.name === name && line.call ? [line.call] : [])),
    )
  const shared = [...callsOf('gateway')].filter((call) => callsOf('render').has(call))
  expect(shared, 'calls that can be followed from the gateway into render').toHaveLength(3)
})

test('what three services share is told apart: each sitting hears only its own', async () => {
  const { url } = await house()
  const writers = await Promise.all([writerAt(url), writerAt(url)])
  const desks = await Promise.all(writers.map(({ connect }) => connect()))
  for (const [i, desk] of desks.entries()) desk.send({ type: 'write', id: `mine ${i}`, text: 'A boat on the sea.' })
  await Promise.all(desks.map((desk, i) => desk.hear(`mine ${i}`, 'picture')))
  for (const [i, desk] of desks.entries())
    expect(new Set(desk.heard.map(({ id }) => id))).toEqual(new Set([`mine ${i}`]))
})

test('closing the tab stops the brush itself', async () => {
  const { url, paintings } = await house()
  const { connect } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'A boat on the sea.' })
  await desk.hear('a', 'preview')
  desk.socket.terminate()
  await expect.poll(() => paintings.nodes()).toMatchObject([{ busy: 0, painted: 0, failed: 0 }])
})

test('a GPU node is told what a sentence shows and none of its words, and keeps nothing of it', async () => {
  await using node = await standIn({ msPerStep: 5 })
  const { url, lines, paintings } = await house(node)
  await expect.poll(() => paintings.nodes(), { timeout: 20_000 }).toMatchObject([{ name: 'gpu', ready: true }, {}])
  const { connect } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'My quokkaberry of a grandmother sat by the window with her lantern.' })
  const { picture } = await desk.hear('a', 'picture')
  await desk.hear('a', 'done')
  expect(picture.recipe).toMatch(/^z-image-turbo [0-9a-f]{12}$/)
  const sent = JSON.stringify(node.prompts.at(-1)!.body)
  expect(sent).toMatch(/old woman/)
  expect(sent).toMatch(/lantern/)
  expect(sent).not.toMatch(/quokkaberry|sat by|grandmother/i)
  await expect.poll(() => node.leaks().filter((leak) => !leak.startsWith('cache'))).toEqual([])
  expect(lines.filter((line) => /quokkaberry|old woman|lantern/i.test(line))).toEqual([])
})
