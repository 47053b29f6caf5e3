import 'reflect-metadata' // before @peculiar/x509, which does not start without it
import { randomUUID, webcrypto } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '@aiw/kit/errors'
import { spiffeId } from '@aiw/kit/tls'
import * as x509 from '@peculiar/x509'

// A house CA for those who have none, and a certificate for each service, so that they speak with each other across machines:
//
//   npm run certs -- --out certs [--names render=render.example,10.0.0.5]
//
// Run again, it renews the certificates with the same CA; the services take them up without a restart. docs/security.md
// says who gets which file.

const usage = 'npm run certs -- --out a folder [--names service=host.example,10.0.0.5]'

/** Who gets a certificate, and what it may be used for. The others call nobody but, for their health, themselves. */
const purposes = {
  gateway: [x509.ExtendedKeyUsage.clientAuth],
  emotion: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
  render: [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth],
}
type Service = keyof typeof purposes
const services = Object.keys(purposes) as Service[]

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const hourMs = 60 * 60_000
const yearMs = 365 * 24 * hourMs
/** How long certificates hold: long enough that nobody forgets monthly, short enough that a lost key is not for ever. */
const caMs = 10 * yearMs
const serviceMs = 2 * yearMs

/** What was made. */
export interface Made {
  isNewCa: boolean
  /** When the certificates of the services end. */
  until: Date
}

/**
 * Makes or renews the certificates in a folder. `names`: where others call each service, besides its own name and this
 * machine; a service that is left out keeps the names of its last certificate. Throws Failure when the CA has ended, or one
 * of its two files is there without the other.
 */
export async function makeCertificates(
  folder: string,
  names: Partial<Record<Service, readonly string[]>> = {},
  now: Date = new Date(),
): Promise<Made> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const isNewCa = !existsSync(join(folder, 'ca.pem'))
  const ca = isNewCa ? await makeCa(folder, now) : await readCa(folder, now)
  const until = new Date(Math.min(now.getTime() + serviceMs, ca.certificate.notAfter.getTime()))
  for (const service of services) {
    const known = names[service] ?? namesOf(join(folder, `${service}.pem`))
    await makeCertificate(folder, service, [service, 'localhost', '127.0.0.1', '::1', ...known], ca, now, until)
  }
  return { isNewCa, until }
}

interface Ca {
  certificate: x509.X509Certificate
  key: CryptoKey
}
type CryptoKey = webcrypto.CryptoKey

async function makeCa(folder: string, now: Date): Promise<Ca> {
  const keyFile = join(folder, 'ca-key.pem')
  if (existsSync(keyFile))
    throw new Failure(
      'invalid',
      `${keyFile} is there and ca.pem is not: bring it back to renew, or name another folder for a new CA`,
    )
  const keys = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // Two houses' CAs must not have one name: who is given both would try the wrong one.
    name: [{ CN: [`AIW house CA ${randomUUID().slice(0, 8)}`] }],
    keys,
    signingAlgorithm: ecdsa,
    notBefore: new Date(now.getTime() - hourMs),
    notAfter: new Date(now.getTime() + caMs),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  await writeKey(keyFile, keys.privateKey)
  write(join(folder, 'ca.pem'), certificate.toString('pem'), 0o644)
  return { certificate, key: keys.privateKey }
}

async function readCa(folder: string, now: Date): Promise<Ca> {
  const certificate = new x509.X509Certificate(readFileSync(join(folder, 'ca.pem'), 'utf8'))
  const keyFile = join(folder, 'ca-key.pem')
  if (!existsSync(keyFile))
    throw new Failure('invalid', `${keyFile} is not there: bring it back to renew, or name another folder for a new CA`)
  if (certificate.notAfter <= now)
    throw new Failure('invalid', 'The CA of this folder has ended; name another folder for a new one')
  const bytes = x509.PemConverter.decodeFirst(readFileSync(keyFile, 'utf8'))
  const key = await webcrypto.subtle.importKey('pkcs8', bytes, ecdsa, false, ['sign'])
  return { certificate, key }
}

async function makeCertificate(
  folder: string,
  service: Service,
  names: readonly string[],
  ca: Ca,
  now: Date,
  until: Date,
): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [`aiw ${service}`] }],
    issuer: ca.certificate.subjectName,
    publicKey: keys.publicKey,
    signingKey: ca.key,
    signingAlgorithm: ecdsa,
    notBefore: new Date(now.getTime() - hourMs), // for a machine whose clock is a little behind
    notAfter: until,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes[service]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'url', value: spiffeId(service) },
        ...[...new Set(names)].map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey),
    ],
  })
  await writeKey(join(folder, `${service}-key.pem`), keys.privateKey)
  write(join(folder, `${service}.pem`), certificate.toString('pem'), 0o644)
}

/** Where a certificate's service is called; nothing when there is no certificate. */
function namesOf(file: string): string[] {
  if (!existsSync(file)) return []
  const names = new x509.X509Certificate(readFileSync(file, 'utf8')).getExtension(x509.SubjectAlternativeNameExtension)
  return (names?.names.items ?? []).filter(({ type }) => type === 'dns' || type === 'ip').map(({ value }) => value)
}

const writeKey = async (file: string, key: CryptoKey) =>
  write(file, x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY'), 0o600)

/** Writes beside and renames: whoever reads meanwhile gets the old file or the new one. */
function write(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, `${text}\n`, { mode })
  renameSync(`${file}.new`, file)
}

/** `render=render.example,10.0.0.5` and the like; of a service that is named twice, all. Throws Failure when it is not. */
export function parseNames(given: readonly string[]): Partial<Record<Service, string[]>> {
  const parsed: Partial<Record<Service, string[]>> = {}
  for (const text of given) {
    const [service = '', list = '', ...more] = text.split('=')
    const names = list.split(',')
    const isWrong = names.some((name) => !isIP(name) && !/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name))
    if (!isService(service) || isWrong || more.length > 0) throw new Failure('invalid', usage)
    parsed[service] = [...(parsed[service] ?? []), ...names]
  }
  return parsed
}

const isService = (name: string): name is Service => Object.hasOwn(purposes, name)

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string' }, names: { type: 'string', multiple: true } } })
  const { out, names = [] } = values
  if (!out) throw new Failure('invalid', usage)
  const { isNewCa, until } = await makeCertificates(out, parseNames(names))
  const file = (name: string) => join(out, name)
  console.log(`
  AIW_TLS_CA    ${file('ca.pem')}, the same for every service
  AIW_TLS_CERT  ${services.map((service) => file(`${service}.pem`)).join(', ')}
  AIW_TLS_KEY   ${services.map((service) => file(`${service}-key.pem`)).join(', ')}

  The certificates hold until ${until.toISOString().slice(0, 10)}. Run this again before then; nothing needs a restart.
  ${isNewCa ? 'The CA is new. ' : ''}Whoever has ${file('ca-key.pem')} can pass for any service: take it off this machine, put it away,
  and bring it back to renew.
`)
}

if (import.meta.main)
  try {
    await main()
  } catch (error) {
    const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (!isUsage && !(error instanceof Failure)) throw error
    console.error(isUsage ? usage : (error as Failure).message)
    process.exitCode = 1
  }
