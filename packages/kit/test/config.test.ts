import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { Address, hostAndPort, LogLevel, readConfig } from '../src/config.ts'
import { Failure } from '../src/errors.ts'
import { createLogger } from '../src/log.ts'

const variables = Type.Object({
  A_LISTEN: Address('127.0.0.1:1', 'where'),
  A_COUNT: Type.Integer({ default: 3, minimum: 1 }),
  LOG_LEVEL: LogLevel,
})

test('what is not set has its default; what is set is converted', () => {
  expect(readConfig(variables, {})).toEqual({ A_LISTEN: '127.0.0.1:1', A_COUNT: 3, LOG_LEVEL: 'info' })
  expect(readConfig(variables, { A_COUNT: '7', A_LISTEN: '', PATH: 'x' })).toMatchObject({
    A_LISTEN: '127.0.0.1:1',
    A_COUNT: 7,
  })
})

test('bad values are named in one line, all of them, without the values', () => {
  const read = () => readConfig(variables, { A_LISTEN: 'secret nonsense', A_COUNT: '0', LOG_LEVEL: 'shout' })
  expect(read).toThrow(Failure)
  expect(read).toThrow(/^bad configuration: (?=.*A_LISTEN)(?=.*A_COUNT)(?=.*LOG_LEVEL)(?!.*secret)[^\n]*$/)
})

test.each([
  ['127.0.0.1:8080', '127.0.0.1', 8080],
  ['[::1]:8080', '::1', 8080],
  ['localhost:0', 'localhost', 0],
])('%s is a host and a port', (address, host, port) => {
  expect(hostAndPort(address)).toEqual({ host, port })
})

test('an error is logged by its kind and place; its message only where we wrote it for the public', () => {
  const lines: string[] = []
  const log = createLogger('test', 'trace', { write: (line) => void lines.push(line) })
  const cause = Object.assign(new SyntaxError('Unexpected token in "There was only one bird"'), { code: 'X1' })
  log.error({ err: new Failure('internal', 'Something went wrong', { cause }) }, 'call failed')
  log.error({ err: 'only one bird' }, 'call failed')
  log.error(new Error('only one bird'))
  log.error({ err: new Error('only one bird') })
  log.error({ err: new Error('first line\n    at home there was only one bird') }, 'call failed')
  expect(lines.join('')).not.toContain('bird')
  expect(JSON.parse(lines[0]!)).toMatchObject({
    err: { type: 'Failure', message: 'Something went wrong', cause: { type: 'SyntaxError', code: 'X1' } },
  })
})
