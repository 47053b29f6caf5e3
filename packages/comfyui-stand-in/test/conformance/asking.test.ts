import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { listen, post } from '../support.ts'
import { plain } from './graphs.ts'
import { kinds, ofEachNode } from './node.ts'

ofEachNode((node) => {
  describe('asked over HTTP', () => {
    test('tells its version and its devices', async () => {
      const { json } = await node.get('/system_stats')
      expect(json.system.comfyui_version).toMatch(/^\d+\.\d+\.\d+/)
      expect(json.devices[0]).toMatchObject({ vram_total: expect.any(Number), vram_free: expect.any(Number) })
    })

    test('answers the same below /api', async () => {
      for (const path of ['/prompt', '/features', '/models/loras', '/object_info/EmptyImage']) {
        expect((await node.get(`/api${path}`)).json).toEqual((await node.get(path)).json)
      }
    })

    test('says how many prompts are not done', async () => {
      expect((await node.get('/prompt')).json).toEqual({ exec_info: { queue_remaining: 0 } })
    })

    test('lists its folders of models and what is in them', async () => {
      const folders = (await node.get('/models')).json
      expect(folders).toEqual(
        expect.arrayContaining(['checkpoints', 'loras', 'vae', 'text_encoders', 'diffusion_models']),
      )
      expect((await node.get('/models/loras')).json).toEqual(expect.any(Array))
      expect((await node.get('/models/nowhere')).status).toBe(404)
    })

    test('describes a class of nodes, and nothing for one that it has not', async () => {
      const { json } = await node.get('/object_info/SaveImageWebsocket')
      expect(json.SaveImageWebsocket).toMatchObject({ output_node: true, input: { required: { images: ['IMAGE'] } } })
      expect(await node.get('/object_info/Nope')).toMatchObject({ status: 200, json: {} })
    })

    test('offers as choices the models that it lists', async () => {
      const { json } = await node.get('/object_info/CheckpointLoaderSimple')
      expect(json.CheckpointLoaderSimple.input.required.ckpt_name[0]).toEqual(
        (await node.get('/models/checkpoints')).json,
      )
    })

    test('writes choices in the older and the newer form', async () => {
      const { json } = await node.get('/object_info')
      expect(json.ImageScale.input.required.upscale_method[0]).toContain('lanczos')
      expect(json.ImageBlend.input.required.blend_mode).toEqual([
        'COMBO',
        expect.objectContaining({ options: expect.arrayContaining(['normal', 'soft_light']) }),
      ])
    })

    test('knows no history of a prompt it never had', async () => {
      expect(await node.get(`/history/${randomUUID()}`)).toMatchObject({ status: 200, json: {} })
    })

    test('answers commands with an empty 200', async () => {
      const commands: [string, unknown][] = [
        ['/queue', { delete: [randomUUID()] }],
        ['/history', { delete: [randomUUID()] }],
        ['/interrupt', { prompt_id: randomUUID() }],
        ['/free', {}],
      ]
      for (const [path, body] of commands) expect(await node.send(path, body)).toMatchObject({ status: 200, text: '' })
    })

    test('answers what is no JSON with a plain 500', async () => {
      const reply = await node.send('/prompt', '{"prompt"')
      expect(reply).toMatchObject({ status: 500, type: 'text/plain' })
      expect(reply.text).toContain('500 Internal Server Error')
    })
  })

  describe('a socket', () => {
    test('begins with a status that names its client', async () => {
      await using client = await listen(node.url, { flags: false })
      expect(client.heard[0]).toEqual({
        event: 'status',
        data: { status: { exec_info: { queue_remaining: expect.any(Number) } }, sid: client.clientId },
      })
    })

    test('gets a name if it brings none', async () => {
      await using client = await listen(node.url, { flags: false, query: '' })
      expect(client.heard[0]!.data.sid).toMatch(/^[0-9a-f]{32}$/)
    })

    test('can be opened below /api', async () => {
      await using client = await listen(node.url, { path: '/api/ws' })
      expect(client.heard[0]!.data.sid).toBe(client.clientId)
    })

    test('is told the flags of the node when its first word are its own', async () => {
      await using client = await listen(node.url)
      const { data } = await client.until(({ event }) => event === 'feature_flags')
      expect(data).toEqual((await node.get('/features')).json)
      expect(data).toMatchObject({ supports_preview_metadata: true, max_upload_size: expect.any(Number) })
    })

    test('is told nothing when its first word was another', async () => {
      await using client = await listen(node.url, { flags: false })
      client.socket.send('{}')
      client.socket.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }))
      const id = await post(node.url, plain(), client)
      const heard = await client.ended(id)
      expect(client.heard.map(({ event }) => event)).not.toContain('feature_flags')
      expect(kinds(heard)).not.toContain('BIN4')
    })

    test('works without compression and with it', async () => {
      for (const perMessageDeflate of [false, true]) {
        const socket = new WebSocket(`${node.url.replace('http', 'ws')}/ws?clientId=${randomUUID()}`, {
          perMessageDeflate,
        })
        const [data] = await new Promise<[Buffer]>((resolve, reject) => {
          socket.once('message', (...all: [Buffer, boolean]) => resolve([all[0]])).once('error', reject)
        })
        expect(String(data)).toContain('"status"')
        socket.terminate()
      }
    })

    test('answers pings', async () => {
      await using client = await listen(node.url)
      const pong = new Promise<Buffer>((resolve) => client.socket.once('pong', resolve))
      client.socket.ping('here?')
      expect(String(await pong)).toBe('here?')
    })
  })
})
