import { expect, onTestFinished, test, vi } from 'vitest'
import { findNodes, parseNodes } from '../src/nodes.ts'
import { log, scripted } from './support.ts'

/** Nodes of a list, with a name service that says what it is told to. */
function nodesOf(list: string, answers: () => Promise<string[]> = async () => []) {
  const stop = new AbortController()
  const opened: string[] = []
  const closed: string[] = []
  const changes = vi.fn<() => void>()
  const nodes = findNodes(
    parseNodes(list),
    (name, url) => {
      opened.push(url)
      return { ...scripted(name).backend, close: async () => void closed.push(name) }
    },
    log,
    stop.signal,
    answers,
  )
  nodes.watch(changes)
  const close = async () => {
    stop.abort()
    await nodes.close()
  }
  onTestFinished(close)
  return { nodes, opened, closed, changes, close, names: () => nodes.list().map(({ name }) => name) }
}

test('a list names nodes, each once', async () => {
  const { opened, names, closed, close } = nodesOf('http://gpu-1:8188, https://gpu-2/,http://gpu-1:8188')
  expect(opened).toEqual(['http://gpu-1:8188', 'https://gpu-2'])
  expect(names()).toEqual(['gpu-1:8188', 'gpu-2'])
  await close()
  expect(closed).toEqual(['gpu-1:8188', 'gpu-2'])
})

test('no list is no node', () => {
  expect(nodesOf('').names()).toEqual([])
})

test.each(['gpu-1:8188', 'http://gpu-1/path', 'ftp://gpu-1', 'http://user@gpu-1', 'http://a,nonsense'])(
  '%s is refused by its place, not quoted',
  (list) => {
    expect(() => parseNodes(list)).toThrow(
      /^bad configuration: RENDER_NODES entry [12] is not like http:\/\/host:8188$/,
    )
  },
)

test('nodes behind a name come and go, and those of a name service that is down stay', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  let answer = async () => ['10.0.0.1', 'fd00::2']
  const { names, opened, closed, changes } = nodesOf('dns+http://comfyui:8188', () => answer())
  await vi.advanceTimersByTimeAsync(0)
  expect(names()).toEqual(['10.0.0.1:8188', '[fd00::2]:8188'])
  expect(opened).toEqual(['http://10.0.0.1:8188', 'http://[fd00::2]:8188'])

  answer = async () => Promise.reject(new Error('down'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(names()).toHaveLength(2)

  changes.mockClear()
  answer = async () => ['fd00::2', '10.0.0.3']
  await vi.advanceTimersByTimeAsync(5_000)
  expect(names()).toEqual(['[fd00::2]:8188', '10.0.0.3:8188'])
  expect(changes).toHaveBeenCalled()
  expect(closed).toEqual([]) // what it paints may end
  await vi.advanceTimersByTimeAsync(30_000)
  expect(closed).toEqual(['10.0.0.1:8188'])
})
