import { serve } from '@aiw/kit/grpc-server'
import { ask, channelOptions, listen } from '@aiw/kit/grpc-client'
import { RenderService, renderContract } from '@aiw/proto'
import { credentials } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { renderService } from '../src/service.ts'
import { fleetOf, log, look, scene, scripted } from './support.ts'

const call = { id: 'c1', signal: new AbortController().signal }

/** Render over a real server, with a scripted backend. */
async function renderOf(script = scripted('painter')) {
  const stop = new AbortController()
  const service = renderService(log, fleetOf(script, [], { queueLength: 2 }), () => [script.backend])
  const served = await serve(
    '127.0.0.1:0',
    renderContract,
    (server) => server.addService(RenderService.service, service),
    stop.signal,
  )
  const client = new RenderService(`127.0.0.1:${served.port}`, credentials.createInsecure(), channelOptions)
  onTestFinished(() => {
    client.close()
    stop.abort()
  })
  const paint = (request: object, of = call) => listen((m, o) => client.paint(request, m, o), of, 5_000)
  return { client, paint, ...script }
}

test('a request is painted with its defaults filled in', async () => {
  const { paint, started, finish } = await renderOf()
  const answers = Array.fromAsync(paint({ id: 'a', scene, look: { ...look, style: '' } }))
  await expect.poll(() => started).toEqual(['a'])
  finish('a')
  expect((await answers).map(({ event }) => event)).toEqual(['started', 'progress', 'picture'])
})

test('leaving the call stops the brush', async () => {
  const { paint, stopped } = await renderOf()
  for await (const _ of paint({ id: 'a', scene, look })) break
  await expect.poll(() => stopped).toEqual(['a'])
})

test.each([
  ['an unknown style', { look: { ...look, style: 'nonsense' } }, 'look.style'],
  ['brightness over 1', { look: { ...look, brightness: 1.1 } }, 'look.brightness'],
  ['blur below 0', { look: { ...look, blur: -0.1 } }, 'look.blur'],
  ['a number that is none', { look: { ...look, energy: Number.NaN } }, 'look.energy'],
  ['a width that is no multiple of 64', { width: 1000 }, 'width'],
  ['a height over 2,048', { height: 4096 }, 'height'],
  ['a concept that is not a key', { scene: { ...scene, motifs: [{ concept: 'My secret!' }] } }, 'scene.motifs'],
  ['too many motifs', { scene: { ...scene, motifs: Array(13).fill({ concept: 'bird' }) } }, 'scene.motifs'],
  ['a setting of the future', { scene: { ...scene, setting: 99 } }, 'scene.setting'],
  ['a feeling out of range', { scene: { ...scene, felt: { brightness: -1, energy: 2 } } }, 'scene.felt'],
  ['an id that is too long', { id: 'x'.repeat(65) }, 'id'],
])('%s is refused by name', async (_name, wrong, field) => {
  const { paint } = await renderOf()
  await expect(Array.fromAsync(paint({ id: 'a', scene, look, ...wrong }))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(new RegExp(`^Out of range: .*${field}`)),
  })
})

test('every field wrong is refused once, and none of it is quoted', async () => {
  const { paint } = await renderOf()
  const wrong = {
    id: 'y'.repeat(99),
    lane: 'y'.repeat(99),
    width: 1,
    height: 1,
    scene: {
      setting: 99,
      timeOfDay: 99,
      weather: 99,
      season: 99,
      viewpoint: 99,
      moment: 99,
      people: [{ role: 99, relation: 'My Secret' }],
    },
    look: { style: 'secret', brightness: 2, warmth: -2, energy: 2, blur: 2, abstraction: 2 },
  }
  const refused = await Array.fromAsync(paint(wrong)).catch((error: Error) => error)
  expect(refused).toMatchObject({ code: 'invalid' })
  expect((refused as Error).message).not.toMatch(/secret|yyy/i)
})

test('the house tells its styles and its fleet', async () => {
  const { client } = await renderOf()
  expect(await ask((m, o, reply) => client.listStyles({}, m, o, reply), call, 2_000)).toEqual({
    styles: [{ name: 'plain', title: { en: 'Plain', zh: '素' }, backends: ['painter'] }],
  })
  expect(await ask((m, o, reply) => client.getFleet({}, m, o, reply), call, 2_000)).toMatchObject({
    nodes: [{ name: 'painter', ready: true, painted: 0 }],
    waiting: 0,
  })
})

test('a full house says when to come back', async () => {
  const { paint } = await renderOf(scripted('painter', { ms: 30_000 }))
  const refused = await Array.fromAsync(paint({ id: 'a', scene, look })).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'busy', retryMs: 25_300 })
})
