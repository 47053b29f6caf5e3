import type net from 'node:net'
import { expect, test, vi } from 'vitest'
import { standIn, type StandIn } from '../src/stand-in.ts'
import { ask, labGraph, listen, post } from './support.ts'

// What can be wrong with a node, switched on while it runs.

const options = { isLab: true } as const

test('a socket is cut at a frame; the prompt runs on', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.dropAtFrame = 4
  const closed = new Promise((resolve) => client.socket.once('close', resolve))
  const id = await post(node.url, labGraph(), client)
  await closed
  const heard = client.heard.filter(({ data }) => data.prompt_id === id)
  expect(heard.map(({ event }) => event)).toEqual(['execution_start', 'execution_cached', 'progress_state'])
  await expect.poll(async () => (await ask(node.url, 'GET', `/history/${id}`)).json[id]?.status.completed).toBe(true)
})

test('a node falls silent, and speaks again', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.silent = true
  const id = await post(node.url, labGraph(), client)
  await expect.poll(async () => (await ask(node.url, 'GET', `/history/${id}`)).json[id]).toBeDefined()
  const pong = new Promise((resolve) => client.socket.once('pong', resolve))
  client.socket.ping()
  await pong
  expect(client.heard.filter(({ data }) => data.prompt_id === id)).toEqual([])
  node.faults.silent = false
  await client.ended(await post(node.url, labGraph(), client))
})

test('a machine is gone: its sockets neither answer nor end, and with everything nor does HTTP', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  const pong = vi.fn<() => void>()
  client.socket.on('pong', pong)
  node.faults.halfOpen = 'sockets'
  client.socket.ping()
  const id = await post(node.url, labGraph(), client)
  await expect.poll(async () => (await ask(node.url, 'GET', `/history/${id}`)).json[id]).toBeDefined()
  expect([pong.mock.calls.length, client.socket.readyState]).toEqual([0, client.socket.OPEN])
  node.faults.halfOpen = 'everything'
  await expect(fetch(`${node.url}/prompt`, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/)
})

test('a step hangs until it is let go; an interrupt waits for it', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.stalled = true
  const id = await post(node.url, labGraph(), client)
  await client.until(({ event }) => event === 'executing')
  await ask(node.url, 'POST', '/interrupt', { prompt_id: id })
  expect((await ask(node.url, 'GET', '/prompt')).json.exec_info.queue_remaining).toBe(1)
  node.faults.stalled = false
  expect((await client.ended(id)).map(({ event }) => event)).toContain('execution_interrupted')
})

test('the sampler runs out of memory, once', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.outOfMemory = 1
  const failed = await client.ended(await post(node.url, labGraph(), client))
  expect(failed.find(({ event }) => event === 'execution_error')!.data).toMatchObject({
    exception_type: 'torch.OutOfMemoryError',
    node_type: 'LabSampler',
  })
  const next = await client.ended(await post(node.url, labGraph(), client))
  expect(next.map(({ event }) => event)).toContain('execution_success')
})

test('a node of the graph fails, and says the words it was given', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.failAt = 'LabSampler'
  const heard = await client.ended(await post(node.url, labGraph({ text: 'PATIENT' }), client))
  const { data } = heard.find(({ event }) => event === 'execution_error')!
  expect(data).toMatchObject({ node_type: 'LabSampler', current_inputs: { text: ['PATIENT'] } })
})

test('a prompt is taken with an output that will not run', async () => {
  await using node = await standIn(options)
  node.faults.partialValidation = true
  const { status, json } = await ask(node.url, 'POST', '/prompt', { prompt: labGraph() })
  expect([status, Object.keys(json.node_errors)]).toEqual([200, ['none']])
})

test('the history comes late: what is deleted at execution_success is there afterwards', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.historyMs = 50
  const id = await post(node.url, labGraph(), client)
  await client.until(({ event }) => event === 'execution_success')
  await ask(node.url, 'POST', '/history', { delete: [id] })
  await client.ended(id)
  expect(node.leaks()).toContain(`history: ${id}`)
})

test('frames leave together, or in pieces, and arrive whole', async () => {
  const pieces = async (node: StandIn) => {
    await using client = await listen(node.url)
    const raw = (client.socket as unknown as { _socket: net.Socket })._socket
    let count = 0
    raw.on('data', () => count++)
    const heard = await client.ended(await post(node.url, labGraph(), client))
    expect(heard.filter(({ image }) => image)).toHaveLength(1)
    return count
  }
  await using node = await standIn({ ...options, generation: '0.3.64' })
  node.faults.coalesceMs = 30
  expect(await pieces(node)).toBeLessThan(5)
  node.faults.coalesceMs = 0
  node.faults.splitBytes = 16
  expect(await pieces(node)).toBeGreaterThan(20)
})

test('the end of an old socket silences the new one under its name, or does not', async () => {
  for (const staleCloseBug of [true, false]) {
    await using node = await standIn(options)
    node.faults.staleCloseBug = staleCloseBug
    await using old = await listen(node.url)
    await using again = await listen(node.url, { clientId: old.clientId })
    const closed = new Promise((resolve) => old.socket.once('close', resolve))
    old.socket.close()
    await closed
    const id = await post(node.url, labGraph(), again)
    await expect.poll(async () => (await ask(node.url, 'GET', `/history/${id}`)).json[id]).toBeDefined()
    expect(again.heard.some(({ data }) => data.prompt_id === id)).toBe(!staleCloseBug)
  }
})

test('one listener that takes nothing keeps everyone from hearing, until it is gone', async () => {
  await using node = await standIn({ ...options, isNoise: true })
  await using client = await listen(node.url)
  await using stuck = await listen(node.url)
  stuck.socket.pause()
  const big = {
    1: { class_type: 'EmptyLatentImage', inputs: { width: 1024, height: 1024, batch_size: 8 } },
    2: { class_type: 'VAELoader', inputs: { vae_name: 'ae.safetensors' } },
    3: { class_type: 'VAEDecode', inputs: { samples: ['1', 0], vae: ['2', 0] } },
    4: { class_type: 'SaveImageWebsocket', inputs: { images: ['3', 0] } },
  }
  await post(node.url, big, stuck)
  const id = await post(node.url, labGraph(), client)
  await expect
    .poll(async () => (await ask(node.url, 'GET', `/history/${id}`)).json[id], { timeout: 10_000 })
    .toBeDefined()
  expect(client.heard.filter(({ data }) => data.prompt_id === id)).toEqual([])
  stuck.socket.terminate()
  expect((await client.ended(id)).filter(({ image }) => image)).toHaveLength(1)
})

test('a route fails as often as it is told to, in every way', async () => {
  await using node = await standIn(options)
  node.faults.routes['GET /prompt'] = { answer: 503, body: 'away', times: 1 }
  expect(await ask(node.url, 'GET', '/prompt')).toMatchObject({ status: 503, text: 'away', type: 'text/plain' })
  expect((await ask(node.url, 'GET', '/api/prompt')).status).toBe(200)
  node.faults.routes['GET /prompt'] = { answer: 'reset', times: 1 }
  await expect(fetch(`${node.url}/prompt`)).rejects.toThrow('fetch failed')
  node.faults.routes['GET /prompt'] = { answer: 'hang' }
  await expect(fetch(`${node.url}/prompt`, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/)
})

test('a prompt can be over before its posting is answered', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  node.faults.delays['POST /prompt'] = 300
  let isAnswered = false
  const posting = post(node.url, labGraph(), client).then((id) => {
    isAnswered = true
    return id
  })
  await client.until(({ event, data }) => event === 'executing' && data.node === null)
  expect(isAnswered).toBe(false)
  await client.ended(await posting)
})

test('it dies and comes back on its port, with nothing but its files', async () => {
  await using node = await standIn(options)
  await using client = await listen(node.url)
  await client.ended(await post(node.url, labGraph(), client))
  await post(node.url, labGraph({ steps: 100, step_ms: 50 }), client)
  const closed = new Promise((resolve) => client.socket.once('close', resolve))
  await node.crash()
  await closed
  await expect(fetch(`${node.url}/prompt`)).rejects.toThrow('fetch failed')
  expect([node.sockets, node.remaining, node.leaks()]).toEqual([0, 0, []])
  node.faults.historyMs = 10
  await node.restart()
  expect((await ask(node.url, 'GET', '/history')).json).toEqual({})
  await using again = await listen(node.url)
  await again.ended(await post(node.url, labGraph(), again))
})
