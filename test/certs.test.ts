import { type ChildProcess, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { isServingAt } from '@aiw/kit/grpc-client'
import { createLogger } from '@aiw/kit/log'
import { secureChannelTo, tlsOf } from '@aiw/kit/tls'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificates, parseNames } from '../deploy/certs.ts'

// The house's own certificates, from the command an operator runs to the services that use them.

const root = path.resolve(import.meta.dirname, '..')
const silent = createLogger('test', 'silent')
const services = ['gateway', 'emotion', 'render']
const yearMs = 365 * 24 * 60 * 60_000

function newFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-certs-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

/** Runs a file of the house; what it says and how it ends. */
async function runs(file: string, args: string[], env: Record<string, string> = {}) {
  const child = start(file, args, env)
  const [out, err, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')])
  return { out, err, code: code as number }
}

function start(file: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [path.join(root, file), ...args], { cwd: newFolder(), env })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

const certificateOf = (folder: string, name: string) => new X509Certificate(fs.readFileSync(path.join(folder, name)))

test('npm run certs makes a CA and a certificate for each service, and keys that nobody else may read', async () => {
  const folder = path.join(newFolder(), 'certs')
  const { out, err, code } = await runs('deploy/certs.ts', [
    '--out',
    folder,
    '--names',
    'render=render.example,10.0.0.5',
  ])
  expect({ err, code }).toEqual({ err: '', code: 0 })
  expect(out).toContain('put it away')
  const ca = certificateOf(folder, 'ca.pem')
  expect(ca.ca && ca.verify(ca.publicKey)).toBe(true)
  for (const service of services) {
    const certificate = certificateOf(folder, `${service}.pem`)
    expect(certificate.checkIssued(ca) && certificate.verify(ca.publicKey)).toBe(true)
    expect(certificate.subjectAltName).toMatch(
      new RegExp(`^URI:spiffe://aiw/${service}, DNS:${service}, DNS:localhost`),
    )
    expect(certificate.ca).toBe(false)
    // Server authentication, for all but the gateway, who is nobody's server; client authentication.
    const server = service === 'gateway' ? [] : ['1.3.6.1.5.5.7.3.1']
    expect(certificate.keyUsage).toEqual([...server, '1.3.6.1.5.5.7.3.2'])
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  }
  const render = certificateOf(folder, 'render.pem')
  expect([render.checkHost('render.example'), render.checkIP('10.0.0.5')]).toEqual(['render.example', '10.0.0.5'])
  for (const key of ['ca', ...services])
    expect(fs.statSync(path.join(folder, `${key}-key.pem`)).mode & 0o777, `${key}`).toBe(0o600)
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700)
  expect(fs.readdirSync(folder)).toHaveLength(8)
})

test('run again it renews the certificates with the same CA, for the same names, and never beyond the CA’s end', async () => {
  const folder = newFolder()
  const begin = new Date()
  await makeCertificates(folder, { render: ['render.example'] }, begin)
  const before = { ca: certificateOf(folder, 'ca.pem'), render: certificateOf(folder, 'render.pem') }
  const again = await makeCertificates(folder, { emotion: ['emotion.example'] }, new Date(begin.getTime() + 9 * yearMs))
  const render = certificateOf(folder, 'render.pem')
  expect(again).toEqual({ isNewCa: false, until: before.ca.validToDate })
  expect(certificateOf(folder, 'ca.pem').fingerprint256).toBe(before.ca.fingerprint256)
  expect(render.checkHost('render.example')).toBe('render.example')
  expect(render.publicKey.equals(before.render.publicKey)).toBe(false)
  expect(certificateOf(folder, 'emotion.pem').checkHost('emotion.example')).toBe('emotion.example')
})

test('a CA without its key, or one that has ended, makes nothing', async () => {
  const folder = newFolder()
  await makeCertificates(folder, {}, new Date(Date.now() - 11 * yearMs))
  await expect(makeCertificates(folder)).rejects.toThrow('has ended')
  fs.rmSync(path.join(folder, 'ca-key.pem'))
  await expect(makeCertificates(folder)).rejects.toThrow('bring it back to renew')
})

test('a CA’s key without its certificate is not written over', async () => {
  const folder = newFolder()
  await makeCertificates(folder)
  const key = fs.readFileSync(path.join(folder, 'ca-key.pem'), 'utf8')
  fs.rmSync(path.join(folder, 'ca.pem'))
  await expect(makeCertificates(folder)).rejects.toThrow('ca.pem is not')
  expect(fs.readFileSync(path.join(folder, 'ca-key.pem'), 'utf8')).toBe(key)
})

test('npm run certs without a folder tells how it is used', async () => {
  const { out, err, code } = await runs('deploy/certs.ts', [])
  expect({ out, code }).toEqual({ out: '', code: 1 })
  expect(err).toMatch(/^npm run certs -- --out a folder .*\n$/)
})

test('a service may be named twice', () =>
  expect(parseNames(['render=a', 'emotion=c', 'render=b,10.0.0.5'])).toEqual({
    render: ['a', 'b', '10.0.0.5'],
    emotion: ['c'],
  }))

test.each(['painter=a', 'render', 'render=', 'render=https://a', 'render=a,,b', 'render=a=b', 'toString=a'])(
  'names as in %s are refused',
  (names) => expect(() => parseNames([names])).toThrow('npm run certs -- --out a folder'),
)

test.each([
  ['emotion', { EMOTION_LISTEN: '0.0.0.0:50051' }, '0.0.0.0:50051 can be reached by others'],
  ['render', { RENDER_LISTEN: '[::]:50052' }, '[::]:50052 can be reached by others'],
  ['gateway', { RENDER_ADDRESS: 'render.example:50052' }, 'render.example:50052 is another machine'],
])(
  'without certificates %s does not start where others are spoken with, and says so in one line',
  async (name, env, line) => {
    const { err, code } = await runs(`services/${name}/src/main.ts`, [], env as Record<string, string>)
    expect(code).toBe(1)
    expect(err).toMatch(/^[^\n]+\n$/)
    expect(err).toContain(`${name}: ${line}: give AIW_TLS_CA, AIW_TLS_CERT and AIW_TLS_KEY (npm run certs makes them)`)
  },
)

test('emotion with certificates of the house is there for the gateway', async () => {
  const folder = newFolder()
  await makeCertificates(folder)
  const files = (name: string) => ({
    AIW_TLS_CA: path.join(folder, 'ca.pem'),
    AIW_TLS_CERT: path.join(folder, `${name}.pem`),
    AIW_TLS_KEY: path.join(folder, `${name}-key.pem`),
  })
  // 127.1 is this machine to the system, and any machine to whoever reads it.
  const emotion = start('services/emotion/src/main.ts', [], { EMOTION_LISTEN: '127.1:0', ...files('emotion') })
  const [line] = (await once(createInterface(emotion.stdout!), 'line')) as [string]
  const address = `127.0.0.1:${(JSON.parse(line) as { port: number }).port}`
  const { certificates } = tlsOf('gateway', { AIW_TLS: 'required', ...files('gateway') }, silent)
  const channel = secureChannelTo(address, 'emotion', certificates!, silent)
  await expect.poll(() => isServingAt(address, ...channel)).toBe(true)
})
