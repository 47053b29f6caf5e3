import { expect, test } from 'vitest'
import { type Event, messageFrom } from '../../src/backends/comfyui/messages.ts'

const prompt = '1439c72a-5c6b-47c8-bf87-84ce75ce69ac'
const image = new Blob(['jpeg'])

test.each<[Event, unknown, unknown]>([
  ['status', { exec_info: { queue_remaining: 2 } }, { kind: 'queue', remaining: 2 }],
  ['feature_flags', { supports_preview_metadata: true, max_upload_size: 1 }, { kind: 'features', hasNames: true }],
  ['feature_flags', {}, { kind: 'features', hasNames: false }],
  ['execution_start', { prompt_id: prompt, timestamp: 1 }, { kind: 'begun', prompt }],
  ['executing', { node: '2', display_node: '2', prompt_id: prompt }, { kind: 'working', prompt, node: '2' }],
  ['executing', { node: null, prompt_id: prompt }, { kind: 'ended', prompt }],
  ['progress', { value: 1, max: 4, prompt_id: prompt, node: '7' }, { kind: 'step', prompt, node: '7', done: 0.25 }],
  [
    'progress_state',
    {
      prompt_id: prompt,
      nodes: { '1': { value: 2, max: 2, state: 'finished' }, '7': { value: 3, max: 4, state: 'running' } },
    },
    { kind: 'step', prompt, node: '7', done: 0.75 },
  ],
  [
    'b_preview_with_metadata',
    { promptId: prompt, nodeId: '90', blob: image },
    { kind: 'image', prompt, node: '90', image },
  ],
  ['execution_success', { prompt_id: prompt, timestamp: 1 }, { kind: 'succeeded', prompt }],
  ['execution_interrupted', { prompt_id: prompt, node_id: '7' }, { kind: 'interrupted', prompt }],
])('%s of a node is understood', (event, data, message) => {
  expect(messageFrom(event, data)).toEqual(message)
})

test('one step of one is no progress', () => {
  expect(messageFrom('progress', { value: 0, max: 1, prompt_id: prompt, node: '90' })).toBeUndefined()
})

test('what a node is at after a socket came back is nobody’s: it names no prompt', () => {
  expect(messageFrom('executing', { node: '1' })).toBeUndefined()
})

test.each<[Event, unknown]>([
  ['status', null],
  ['status', { exec_info: {} }],
  ['executing', 'x'],
  ['progress', { prompt_id: prompt, node: '7', value: 'x', max: 4 }],
  ['progress_state', { prompt_id: prompt }],
  ['b_preview_with_metadata', { promptId: prompt, blob: 'x', nodeId: '1' }],
  ['execution_start', { prompt_id: 7 }],
])('%s that is not as it should be says nothing', (event, data) => {
  expect(messageFrom(event, data)).toBeUndefined()
})

test('of an error, only names are taken up', () => {
  const message = messageFrom('execution_error', {
    prompt_id: prompt,
    node_id: '6',
    node_type: 'CLIPTextEncode',
    exception_type: 'RuntimeError',
    exception_message: 'cannot encode "a bird over grey water"',
    current_inputs: { text: ['a bird over grey water'] },
    traceback: ['  File "nodes.py"'],
  })
  expect(message).toEqual({ kind: 'failed', prompt, node: '6', error: 'RuntimeError', isOutOfMemory: false })
})

test('an error whose names could be sentences has none', () => {
  const data = { prompt_id: prompt, node_id: 'a bird', exception_type: 'over grey water' }
  expect(messageFrom('execution_error', data)).toMatchObject({ node: 'unnamed', error: 'unnamed' })
})

test.each([
  ['torch.OutOfMemoryError', 'Allocation on device'],
  ['torch.cuda.OutOfMemoryError', ''],
  ['RuntimeError', 'CUDA error: out of memory\n'],
])('%s is known for want of memory', (type, said) => {
  const data = { prompt_id: prompt, node_id: '7', exception_type: type, exception_message: said }
  expect(messageFrom('execution_error', data)).toMatchObject({ isOutOfMemory: true })
})
