import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { listen, post, posted, type Heard } from '../support.ts'
import { plain, slow } from './graphs.ts'
import { kinds, wordOf, colourOf, ofEachNode } from './node.ts'

ofEachNode((node) => {
  describe('a prompt', () => {
    test('keeps the id that it was given, and every word of it carries that id', async () => {
      await using client = await listen(node.url)
      const prompt_id = randomUUID()
      posted.push(prompt_id)
      const reply = await node.send('/prompt', { prompt: plain(), prompt_id, client_id: client.clientId })
      expect(reply).toMatchObject({ status: 200, json: { prompt_id, number: expect.any(Number), node_errors: {} } })
      await client.ended(prompt_id)
      const rest = client.heard.filter(({ data }) => data.prompt_id !== prompt_id)
      expect(new Set(kinds(rest))).toEqual(new Set(['status', 'feature_flags']))
    })

    test('goes through its events in order and ends with an executing of nothing', async () => {
      await using client = await listen(node.url)
      const id = await post(node.url, plain(), client)
      await client.ended(id)
      const events = client.heard.filter(({ event }) => !['progress_state', 'feature_flags'].includes(event))
      expect(events.map(wordOf)).toEqual([
        'status 0',
        'status 1',
        'status 1',
        'execution_start',
        'execution_cached',
        'executing 1',
        'executing 9',
        'BIN4',
        'progress 0/1',
        'execution_success',
        'status 0',
        'executing null',
      ])
    })

    test('shows its picture with the prompt and the node it comes from, before the progress', async () => {
      await using client = await listen(node.url)
      const id = await post(node.url, plain({ width: 96, height: 64, color: 0x3366cc }), client)
      const heard = await client.ended(id)
      const pictures = heard.filter(({ image }) => image)
      expect(pictures.map(({ event, data }) => [event, data])).toEqual([
        [
          'BIN4',
          {
            node_id: '9',
            prompt_id: id,
            display_node_id: '9',
            parent_node_id: null,
            real_node_id: '9',
            image_type: 'image/png',
          },
        ],
      ])
      const { format, width, height, channels, depth } = await sharp(pictures[0]!.image).metadata()
      expect({ format, width, height, channels, depth }).toEqual({
        format: 'png',
        width: 96,
        height: 64,
        channels: 3,
        depth: 'uchar',
      })
      expect(await colourOf(pictures[0]!.image!)).toBe(0x3366cc)
    })

    test('shows it without saying whose it is, after the progress, to a client that asked for nothing', async () => {
      await using client = await listen(node.url, { flags: false })
      const id = await post(node.url, plain(), client)
      await client.ended(id)
      const words = client.heard.map(wordOf)
      expect(words.filter((word) => word.startsWith('BIN'))).toEqual(['BIN1'])
      expect(words.indexOf('BIN1')).toBeGreaterThan(words.indexOf('progress 0/1'))
      const picture = client.heard.find(({ image }) => image)!
      expect(picture.data.format).toBe(2)
      expect((await sharp(picture.image).metadata()).format).toBe('png')
    })

    test('shows every picture of a batch, counted from 0', async () => {
      await using client = await listen(node.url)
      const heard = await client.ended(await post(node.url, plain({ batch_size: 3 }), client))
      expect(heard.filter(({ image }) => image)).toHaveLength(3)
      expect(heard.map(wordOf).filter((word) => word.startsWith('progress '))).toEqual([
        'progress 0/3',
        'progress 1/3',
        'progress 2/3',
      ])
    })

    test('tells of all its nodes that have begun, each time one changes', async () => {
      await using client = await listen(node.url)
      const heard = await client.ended(await post(node.url, plain(), client))
      const states = heard.filter(({ event }) => event === 'progress_state').map(({ data }) => data.nodes)
      expect(Object.keys(states[0]!)).toEqual(['1'])
      expect(states.at(-1)).toMatchObject({
        '1': { value: 1, max: 1, state: 'finished', display_node_id: '1', real_node_id: '1' },
        '9': { value: 1, max: 1, state: 'finished' },
      })
    })

    test('never says executed for a picture that goes over the socket', async () => {
      await using client = await listen(node.url)
      expect(kinds(await client.ended(await post(node.url, plain(), client)))).not.toContain('executed')
    })

    test('is heard by its own client only; the others hear the status', async () => {
      await using other = await listen(node.url)
      await using client = await listen(node.url)
      await client.ended(await post(node.url, plain(), client))
      await other.until(({ event, data }) => event === 'status' && data.status.exec_info.queue_remaining === 1)
      expect(new Set(kinds(other.heard))).toEqual(new Set(['status', 'feature_flags']))
    })

    test('without a client shows its picture to everyone', async () => {
      await using other = await listen(node.url)
      const id = await post(node.url, plain(), undefined)
      const { event } = await other.until(({ image }) => !!image)
      expect(event).toBe('BIN1')
      await other.until(
        ({ event: kind, data }) =>
          kind === 'status' && data.status.exec_info.queue_remaining === 0 && other.heard.length > 3,
      )
      expect(other.heard.filter(({ data }) => data.prompt_id === id).map((each) => each.event)).not.toContain(
        'execution_start',
      )
      await node.send('/history', { delete: [id] })
    })

    test('runs alone, in the order of its number', async () => {
      await using client = await listen(node.url)
      const first = await post(node.url, slow(), client)
      await client.until(({ event, data }) => event === 'executing' && data.prompt_id === first)
      const [last, early, front] = [
        await post(node.url, plain({ color: 1 }), client, { number: 1e9 }),
        await post(node.url, plain({ color: 2 }), client, { number: 1e8 }),
        await post(node.url, plain({ color: 3 }), client, { front: true }),
      ]
      const queue = (await node.get('/queue')).json
      expect(queue.queue_running.map((item: unknown[]) => item[1])).toEqual([first])
      expect(queue.queue_pending).toHaveLength(3)
      await node.send('/interrupt', { prompt_id: first })
      await client.ended(last)
      const starts = client.heard.filter(({ event }) => event === 'execution_start')
      expect(starts.map(({ data }) => data.prompt_id)).toEqual([first, front, early, last])
    })

    test('of many at once, each gets its own picture', async () => {
      await using client = await listen(node.url)
      const colours = [0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0x00ffff, 0xff00ff, 0x123456, 0xfedcba]
      const ids = await Promise.all(colours.map((color) => post(node.url, plain({ color }), client)))
      await Promise.all(ids.map((id) => client.ended(id)))
      for (const [i, id] of ids.entries()) {
        const pictures = client.heard.filter(({ image, data }) => image && data.prompt_id === id)
        expect(pictures).toHaveLength(1)
        expect(await colourOf(pictures[0]!.image!)).toBe(colours[i])
      }
    })

    test('stands in the queue with its words while it waits and runs', async () => {
      await using client = await listen(node.url)
      const graph = slow()
      const first = await post(node.url, graph, client)
      const second = await post(node.url, graph, client)
      await client.until(({ event }) => event === 'executing')
      const { json } = await node.get('/queue')
      expect(json.queue_running[0].slice(1)).toEqual([
        first,
        graph,
        expect.objectContaining({ client_id: client.clientId }),
        ['9'],
      ])
      expect(json.queue_pending[0][1]).toBe(second)
      expect((await node.get('/prompt')).json.exec_info.queue_remaining).toBe(2)
      await node.send('/queue', { clear: true })
      await node.send('/interrupt', { prompt_id: first })
      await client.ended(first)
    })
  })

  describe('the history', () => {
    test('has an entry with the whole graph once a prompt has ended, and lets it be deleted', async () => {
      await using client = await listen(node.url)
      const graph = plain()
      const id = await post(node.url, graph, client)
      await client.ended(id)
      const entry = await node.historyOf(id)
      expect(entry.prompt.slice(1)).toEqual([id, graph, expect.objectContaining({ client_id: client.clientId }), ['9']])
      expect(entry).toMatchObject({ outputs: {}, meta: {}, status: { status_str: 'success', completed: true } })
      expect(entry.status.messages.map(([event]: [string]) => event)).toEqual([
        'execution_start',
        'execution_cached',
        'execution_success',
      ])
      expect(await node.send('/history', { delete: [id] })).toMatchObject({ status: 200, text: '' })
      expect((await node.get(`/history/${id}`)).json).toEqual({})
    })

    test('is complete when the prompt says executing of nothing', async () => {
      await using client = await listen(node.url)
      for (let i = 0; i < 5; i++) {
        const id = await post(node.url, plain({ color: i }), client)
        await client.ended(id)
        expect(await node.historyOf(id)).toBeDefined()
        await node.send('/history', { delete: [id] })
        expect(await node.historyOf(id)).toBeUndefined()
      }
    })

    test('can be limited', async () => {
      await using client = await listen(node.url)
      const ids: string[] = []
      for (let i = 0; i < 3; i++) {
        ids.push(await post(node.url, plain({ color: i }), client))
        await client.ended(ids[i]!)
      }
      expect(Object.keys((await node.get('/history?max_items=2')).json)).toEqual(ids.slice(1))
      await node.send('/history', { delete: ids })
    })
  })

  describe('the same graph again', () => {
    test('runs nothing but the sending, and brings the same picture', async () => {
      await using client = await listen(node.url)
      const graph = plain({ color: 0x445566 })
      const [first, second] = [await post(node.url, graph, client), await post(node.url, graph, client)]
      const [was, is] = [await client.ended(first), await client.ended(second)]
      expect(is.find(({ event }) => event === 'execution_cached')!.data.nodes).toEqual(['1'])
      expect(is.map(wordOf).filter((word) => word.startsWith('executing'))).toEqual(['executing 9', 'executing null'])
      const picture = (heard: Heard[]) => heard.find(({ image }) => image)!.image
      expect(picture(is)).toEqual(picture(was))
    })

    test('runs anew after the node was told to forget, if not at once', async () => {
      await using client = await listen(node.url)
      const graph = plain()
      const cached = async () => {
        const heard = await client.ended(await post(node.url, graph, client))
        return heard.find(({ event }) => event === 'execution_cached')!.data.nodes
      }
      await cached()
      expect(await cached()).toEqual(['1'])
      await node.send('/free', { unload_models: true, free_memory: true })
      // A prompt that comes before the node has got round to it still finds everything.
      await expect.poll(cached, { timeout: 20_000 }).toEqual([])
    })
  })
})
