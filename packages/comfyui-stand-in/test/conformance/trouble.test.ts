import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { listen, post, posted } from '../support.ts'
import { plain, blurred, slow, scaled, blended, loaded } from './graphs.ts'
import { kinds, wordOf, errorOf, ofEachNode } from './node.ts'

ofEachNode((node) => {
  describe('cancelled', () => {
    test('while it waits, a prompt says nothing more and leaves no history', async () => {
      await using client = await listen(node.url)
      const running = await post(node.url, slow(), client)
      const waiting = await post(node.url, plain(), client)
      expect(await node.send('/queue', { delete: [waiting] })).toMatchObject({ status: 200, text: '' })
      await node.send('/interrupt', { prompt_id: running })
      await client.ended(running)
      expect(client.heard.filter(({ data }) => data.prompt_id === waiting)).toEqual([])
      expect(await node.historyOf(waiting)).toBeUndefined()
    })

    test('while it runs, a prompt ends with execution_interrupted, and its history says error', async () => {
      await using client = await listen(node.url)
      const id = await post(node.url, slow(), client)
      await client.until(({ event }) => event === 'executing')
      await node.send('/interrupt', { prompt_id: id })
      const heard = await client.ended(id)
      const words = heard.filter(({ event }) => event !== 'progress_state').map(wordOf)
      expect(words.slice(-2)).toEqual(['execution_interrupted', 'executing null'])
      expect(heard.find(({ event }) => event === 'execution_interrupted')!.data).toEqual({
        prompt_id: id,
        node_id: expect.any(String),
        node_type: expect.any(String),
        executed: expect.any(Array),
        timestamp: expect.any(Number),
      })
      const { status } = await node.historyOf(id)
      expect([status.status_str, status.completed, status.messages.at(-1)[0]]).toEqual([
        'error',
        false,
        'execution_interrupted',
      ])
    })

    test('by the id of another prompt, it runs on', async () => {
      await using client = await listen(node.url)
      const id = await post(node.url, slow(2), client)
      await client.until(({ event }) => event === 'executing')
      await node.send('/interrupt', { prompt_id: randomUUID() })
      expect(kinds(await client.ended(id))).toContain('execution_success')
    })

    test('by nobody by name, whatever runs is stopped', async () => {
      await using client = await listen(node.url)
      const id = await post(node.url, slow(), client)
      await client.until(({ event }) => event === 'executing')
      await node.send('/interrupt', '')
      expect(kinds(await client.ended(id))).toContain('execution_interrupted')
    })

    test('as a job, a prompt that waits or runs is gone in one call, and what is done stays done', async (run) => {
      if (!node.isAtLeast('0.26.0')) run.skip('jobs can be cancelled since 0.26.0')
      await using client = await listen(node.url)
      const [running, waiting] = [await post(node.url, slow(), client), await post(node.url, plain(), client)]
      await client.until(({ event }) => event === 'executing')
      expect((await node.get(`/api/jobs/${running}`)).json).toMatchObject({ id: running, status: 'in_progress' })
      expect((await node.get(`/api/jobs/${waiting}`)).json).toMatchObject({ id: waiting, status: 'pending' })
      expect((await node.send(`/api/jobs/${waiting}/cancel`, '')).json).toEqual({ cancelled: true })
      expect((await node.send(`/api/jobs/${running}/cancel`, '')).json).toEqual({ cancelled: true })
      expect(kinds(await client.ended(running))).toContain('execution_interrupted')
      expect((await node.get(`/api/jobs/${running}`)).json).toMatchObject({ status: 'cancelled' })
      expect((await node.get(`/api/jobs/${waiting}`)).status).toBe(404)
      expect((await node.send(`/api/jobs/${running}/cancel`, '')).json).toEqual({ cancelled: false })
      expect((await node.send(`/api/jobs/${randomUUID()}/cancel`, '')).json).toEqual({ cancelled: false })
      expect((await node.send('/api/jobs/cancel', { job_ids: ['no id'] })).status).toBe(400)
    })
  })

  describe('refused', () => {
    test('a class that the node has not', async () => {
      const reply = await node.send('/prompt', { prompt: { 1: { class_type: 'Nope', inputs: {} } } })
      expect(reply.status).toBe(400)
      expect(reply.json).toMatchObject({
        error: { type: node.isAtLeast('0.12.0') ? 'missing_node_type' : 'invalid_prompt', details: "Node ID '#1'" },
        node_errors: {},
      })
    })

    test('a graph without an output, and no graph', async () => {
      const { 1: painted } = plain()
      expect((await node.send('/prompt', { prompt: { 1: painted } })).json.error.type).toBe('prompt_no_outputs')
      expect((await node.send('/prompt', {})).json.error.type).toBe('no_prompt')
    })

    test.each([
      ['required_input_missing', { width: undefined }],
      ['value_smaller_than_min', { width: 0 }],
      ['value_bigger_than_max', { batch_size: 1e6 }],
      ['invalid_input_type', { width: 'PATIENT' }],
      ['bad_linked_input', { width: ['1'] }],
      ['return_type_mismatch', { width: ['2', 0] }],
    ])('an input that is wrong: %s', async (type, inputs) => {
      const graph = { ...plain(inputs), 2: { class_type: 'SolidMask', inputs: { value: 1, width: 8, height: 8 } } }
      expect(errorOf(await node.send('/prompt', { prompt: graph }))).toEqual([type, '1', ['9'], 'EmptyImage'])
    })

    test('a choice of the older form that is none', async () => {
      const graph = scaled('nowhere')
      expect(errorOf(await node.send('/prompt', { prompt: graph }))).toEqual([
        'value_not_in_list',
        '2',
        ['9'],
        'ImageScale',
      ])
    })

    test('a choice of the newer form that is none', async (run) => {
      if (!node.isAtLeast('0.8.0')) run.skip('these choices are checked since 0.8.0')
      const reply = await node.send('/prompt', { prompt: blended('nowhere') })
      expect(errorOf(reply)).toEqual(['value_not_in_list', '2', ['9'], 'ImageBlend'])
    })

    test('a choice of the newer form that is none, by an older node: only once it runs', async (run) => {
      if (node.isAtLeast('0.8.0')) run.skip('these choices are checked since 0.8.0')
      await using client = await listen(node.url)
      expect(kinds(await client.ended(await post(node.url, blended('nowhere'), client)))).toContain('execution_error')
    })

    test('a link to nowhere', async () => {
      const graph = { 9: { class_type: 'SaveImageWebsocket', inputs: { images: ['77', 0] } } }
      const reply = await node.send('/prompt', { prompt: graph })
      expect(reply.status).toBe(400)
      expect(errorOf(reply)).toEqual(['exception_during_validation', '9', ['9'], 'SaveImageWebsocket'])
    })

    test('what was received stands in the answer', async () => {
      const { json } = await node.send('/prompt', { prompt: plain({ width: 'PATIENT' }) })
      expect(json.node_errors['1'].errors[0].extra_info).toMatchObject({
        input_name: 'width',
        received_value: 'PATIENT',
      })
    })

    test('only in part: accepted, with what is wrong beside it, and the good output runs', async () => {
      await using client = await listen(node.url)
      const prompt = { ...plain(), 8: { class_type: 'SaveImageWebsocket', inputs: {} } }
      const prompt_id = randomUUID()
      posted.push(prompt_id)
      const reply = await node.send('/prompt', { prompt, prompt_id, client_id: client.clientId })
      expect(reply.status).toBe(200)
      expect(reply.json.node_errors['8'].errors[0].type).toBe('required_input_missing')
      const heard = await client.ended(prompt_id)
      expect(heard.map(wordOf)).toContain('executing 9')
      expect(heard.map(wordOf)).not.toContain('executing 8')
    })

    test('an id that is no UUID', async (run) => {
      if (!node.isAtLeast('0.25.0')) run.skip('ids must be UUIDs since 0.25.0')
      const reply = await node.send('/prompt', { prompt: plain(), prompt_id: 'abc' })
      expect([reply.status, reply.json.error.type]).toEqual([400, 'invalid_prompt_id'])
    })

    test('a picture to load that was never sent', async () => {
      const graph = loaded(`${randomUUID()}.png [temp]`)
      expect(errorOf(await node.send('/prompt', { prompt: graph }))).toEqual([
        'custom_validation_failed',
        '1',
        ['9'],
        'LoadImage',
      ])
    })
  })

  describe('failing', () => {
    test('a prompt says what its node was given, and its history says error', async () => {
      await using client = await listen(node.url)
      const graph = blurred(['1', 0], plain({ width: 8, height: 8 }))
      const id = await post(node.url, graph, client)
      const heard = await client.ended(id)
      const words = heard.filter(({ event }) => event !== 'progress_state').map(wordOf)
      expect(words.slice(-2)).toEqual(['execution_error', 'executing null'])
      expect(heard.find(({ event }) => event === 'execution_error')!.data).toMatchObject({
        prompt_id: id,
        node_id: '2',
        node_type: 'ImageBlur',
        executed: ['1'],
        exception_message: expect.any(String),
        exception_type: 'RuntimeError',
        traceback: expect.arrayContaining([expect.any(String)]),
        current_inputs: { blur_radius: [31], sigma: [1], image: [expect.any(String)] },
        timestamp: expect.any(Number),
      })
      const { status } = await node.historyOf(id)
      expect([status.status_str, status.completed]).toEqual(['error', false])
      await node.send('/history', { delete: [id] })
    })

    test('one prompt does not touch the next', async () => {
      await using client = await listen(node.url)
      await client.ended(await post(node.url, blurred(['1', 0], plain({ width: 8, height: 8 })), client))
      expect(kinds(await client.ended(await post(node.url, plain(), client)))).toContain('execution_success')
    })
  })

  describe('a client that lost its socket', () => {
    test('finds its prompt in the history, and has the picture sent again under a new name', async () => {
      await using client = await listen(node.url)
      const graph = slow(2)
      const id = await post(node.url, graph, client)
      await client.until(({ event }) => event === 'executing')
      client.socket.terminate()
      await expect.poll(() => node.historyOf(id), { timeout: 30_000 }).toBeDefined()
      await using again = await listen(node.url)
      const heard = await again.ended(await post(node.url, graph, again))
      expect(heard.find(({ event }) => event === 'execution_cached')!.data.nodes).toHaveLength(
        Object.keys(graph).length - 1,
      )
      expect(heard.filter(({ image }) => image)).toHaveLength(1)
    })

    test('is told under its old name what runs, without the prompt, and hears the rest but nothing twice', async () => {
      await using client = await listen(node.url)
      const id = await post(node.url, slow(20), client)
      await client.until(({ event, data }) => event === 'executing' && data.prompt_id === id)
      const closed = new Promise((resolve) => client.socket.once('close', resolve))
      client.socket.close()
      await closed
      await using again = await listen(node.url, { clientId: client.clientId })
      const first = await again.until(({ event }) => event === 'executing')
      expect(first.data).toEqual({ node: expect.any(String) })
      const heard = await again.ended(id)
      expect(heard.map(wordOf)).not.toContain('execution_start')
      expect(heard.filter(({ image }) => image).map(({ event }) => event)).toEqual(['BIN4'])
    })
  })
})
