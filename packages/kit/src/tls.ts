import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { checkServerIdentity, createSecureContext, type PeerCertificate } from 'node:tls'
import {
  type ChannelCredentials,
  type ChannelOptions,
  credentials,
  experimental,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
} from '@grpc/grpc-js'
import { type Static, Type } from 'typebox'
import { hostAndPort } from './config.ts'
import { Failure, toStatus } from './errors.ts'
import { channelOptions } from './grpc-client.ts'
import type { Log } from './log.ts'

// How services speak with each other: plainly on this machine's loopback, and with any other machine only where each end has
// shown the other a certificate of the same CA. A service is known by the name its certificate has for it, spiffe://aiw/….
//
// The certificates are read again while they are used. grpc-js (1.14) has a provider of its own for that; it drops every
// connection while a file cannot be read or was written by half, so ours offers only what fits together, and keeps the old.

/** How often the files are looked at, in milliseconds. */
const lookMs = 10_000
/** How many days before their end certificates are warned of. */
const warnDays = 30
const dayMs = 24 * 60 * 60_000

const isOffWords = 'off-on-a-network-nobody-else-can-reach'

/** Variables of every service that listens to others or calls them. */
export const tlsVariables = Type.Object({
  AIW_TLS_CA: Type.Optional(
    Type.String({ description: 'PEM file: who vouches for the services on other machines (npm run certs)' }),
  ),
  AIW_TLS_CERT: Type.Optional(Type.String({ description: 'PEM file: this service’s certificate' })),
  AIW_TLS_KEY: Type.Optional(Type.String({ description: 'PEM file: the key of the certificate' })),
  AIW_TLS: Type.Union([Type.Literal('required'), Type.Literal(isOffWords)], {
    default: 'required',
    description: `Services speak with other machines over mutual TLS only, unless this says ${isOffWords}`,
  }),
})

/** What a service has to speak with other machines. */
export interface Tls {
  /** Its own name, as in spiffe://aiw/name. */
  name: string
  certificates?: Certificates
  /** Whether it was told in so many words that its network is closed. */
  isOff: boolean
  log: Log
}

/** Certificates that are read again while they are used. */
export interface Certificates extends experimental.CertificateProvider {
  /** Whether they are those of a service. */
  speakFor(name: string): boolean
  /** Tells when they were renewed, while they are used, until the returned function is called. */
  onRenewed(tell: () => void): () => void
}

/** The name a service's certificate has for it, as a URI. */
export const spiffeId = (name: string) => `spiffe://aiw/${name}`

/** Reads the variables. Throws Failure `invalid` with one line when files are missing, unreadable or do not fit together. */
export function tlsOf(name: string, config: Static<typeof tlsVariables>, log: Log, everyMs: number = lookMs): Tls {
  const { AIW_TLS_CA: ca, AIW_TLS_CERT: cert, AIW_TLS_KEY: key } = config
  const isOff = config.AIW_TLS === isOffWords
  const given = [ca, cert, key].filter(Boolean).length
  if (given === 0) return { name, isOff, log }
  if (!ca || !cert || !key)
    throw new Failure('invalid', 'AIW_TLS_CA, AIW_TLS_CERT and AIW_TLS_KEY: give all three, or none')
  if (isOff) throw new Failure('invalid', `AIW_TLS says ${isOffWords}, but there are certificates: take one away`)
  return { name, isOff, log, certificates: certificatesFrom({ ca, cert, key }, log, everyMs) }
}

/** Whether an address, host:port, is this machine's own, which no other can reach. */
export const isLoopback = (address: string): boolean =>
  /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/i.test(hostAndPort(address).host)

/** How a server listens: plainly on loopback only. Throws Failure `invalid` where certificates are wanted and missing. */
export function serverCredentials(
  address: string,
  tls?: Tls,
): { credentials: ServerCredentials; certificates?: Certificates } {
  const certificates = isLoopback(address) ? undefined : certificatesOf(tls, `${address} can be reached by others`)
  if (!certificates) return { credentials: ServerCredentials.createInsecure() }
  return {
    credentials: experimental.createCertificateProviderServerCredentials(certificates, certificates, true),
    certificates,
  }
}

/** What a client of a service is opened with, besides its address. */
export type Channel = [ChannelCredentials, ChannelOptions]

/** How a service is called: plainly on loopback only. Throws Failure `invalid` where certificates are wanted and missing. */
export function channelTo(address: string, service: string, tls?: Tls): Channel {
  const certificates = isLoopback(address) ? undefined : certificatesOf(tls, `${address} is another machine`)
  return certificates
    ? secureChannelTo(address, service, certificates, tls!.log)
    : [credentials.createInsecure(), channelOptions]
}

/** Undefined where there are none and none are wanted. */
function certificatesOf(tls: Tls | undefined, reason: string): Certificates | undefined {
  if (tls?.isOff) return undefined
  if (!tls?.certificates)
    throw new Failure(
      'invalid',
      `${reason}: give AIW_TLS_CA, AIW_TLS_CERT and AIW_TLS_KEY (npm run certs makes them), use 127.0.0.1, or say AIW_TLS=${isOffWords}`,
    )
  if (!tls.certificates.speakFor(tls.name))
    throw new Failure('invalid', `AIW_TLS_CERT is not a certificate of ${tls.name}: it must have ${spiffeId(tls.name)}`)
  return tls.certificates
}

/** Calls over TLS, and only the service meant: its certificate must name it, and the host that is called. */
export function secureChannelTo(address: string, service: string, certificates: Certificates, log: Log): Channel {
  const { host } = hostAndPort(address)
  let told: string | undefined
  const by = experimental.createCertificateProviderChannelCredentials(certificates, certificates, {
    checkServerIdentity(called, peer) {
      const error =
        checkServerIdentity(isIP(host) ? host : called, peer) ??
        (speaksFor(peer, service) ? undefined : new Failure('unavailable', `The certificate is not of ${service}`))
      // A channel tries again and again; its trouble is said once.
      const code = error && ('code' in error ? String(error.code) : error.name)
      if (code && code !== told) log.warn({ service, code }, 'a service showed a certificate that is not for it')
      told = code
      return error
    },
  })
  // TLS has no place for an address where it says whom it calls (RFC 6066); grpc-js (1.14) would put it there, and Node warn.
  return [by, isIP(host) ? { ...channelOptions, 'grpc.ssl_target_name_override': service } : channelOptions]
}

/** Lets nobody call but those who show a certificate of one of these services, and the service itself for its health. */
export function onlyCallers(callers: readonly string[], { name, log }: Tls): ServerInterceptor {
  return ({ path }, call) =>
    new ServerInterceptingCall(call, {
      start(next) {
        next({
          onReceiveMetadata(metadata, proceed) {
            const peer = call.getAuthContext().sslPeerCertificate
            const isHealth = path.startsWith('/grpc.health.v1.Health/')
            const allowed = isHealth ? [...callers, name] : callers
            if (peer && allowed.some((caller) => speaksFor(peer, caller))) return proceed(metadata)
            log.warn({ method: path }, 'a caller was refused: its certificate is of another service')
            call.sendStatus(toStatus(new Failure('forbidden', 'This service does not answer this caller')))
          },
        })
      },
    })
}

const speaksFor = (peer: Pick<PeerCertificate, 'subjectaltname'>, name: string) =>
  urisOf(peer.subjectaltname).includes(spiffeId(name))

/**
 * The URIs among a certificate's names, as Node writes these: `DNS:a, URI:b`, in JSON's quotes what could be taken for more
 * than one name. Names that cannot be taken apart are none.
 */
export function urisOf(names: string | undefined): string[] {
  const parts = [...(names ?? '').matchAll(/([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^",]*)(?:, |$)/gy)]
  if (parts.reduce((length, [part]) => length + part.length, 0) !== (names ?? '').length) return []
  return parts.filter(([, kind]) => kind === 'URI').map(([, , uri]) => uri!)
}

interface Files {
  ca: string
  cert: string
  key: string
}

interface Loaded {
  ca: Buffer
  cert: Buffer
  key: Buffer
  uris: string[]
  endsAt: number
}

function certificatesFrom(files: Files, log: Log, everyMs: number): Certificates {
  const caListeners = new Set<experimental.CaCertificateUpdateListener>()
  const identityListeners = new Set<experimental.IdentityCertificateUpdateListener>()
  const renewalListeners = new Set<() => void>()
  let latest = load(files)
  let trouble: string | undefined
  let timer: NodeJS.Timeout | undefined
  let warnedAt = 0

  const caUpdate = () => ({ caCertificate: latest.ca })
  const identityUpdate = () => ({ certificate: latest.cert, privateKey: latest.key })

  function look(): void {
    try {
      const found = load(files)
      if (!latest.uris.every((uri) => found.uris.includes(uri)))
        throw new Failure('invalid', 'AIW_TLS_CERT is now a certificate of another service')
      trouble = undefined
      const isNew = (['ca', 'cert', 'key'] as const).some((part) => !found[part].equals(latest[part]))
      latest = found
      if (isNew) {
        log.info({ daysLeft: daysLeft() }, 'certificates were renewed')
        for (const listener of caListeners) listener(caUpdate())
        for (const listener of identityListeners) listener(identityUpdate())
        for (const listener of renewalListeners) listener()
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      if (error.message !== trouble) log.warn({ err: error }, 'new certificates cannot be used; the old ones are kept')
      trouble = error.message
    }
    if (daysLeft() >= warnDays || Date.now() - warnedAt < dayMs) return
    warnedAt = Date.now()
    log.warn({ daysLeft: daysLeft() }, 'the certificate for other services ends soon, or has ended')
  }
  const daysLeft = () => Math.floor((latest.endsAt - Date.now()) / dayMs)

  function begin(): void {
    if (timer) return
    timer = setInterval(look, everyMs).unref()
    look()
  }
  function end(): void {
    if (caListeners.size > 0 || identityListeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    speakFor: (name) => latest.uris.includes(spiffeId(name)),
    onRenewed(tell) {
      renewalListeners.add(tell)
      return () => renewalListeners.delete(tell)
    },
    addCaCertificateListener(listener) {
      begin()
      caListeners.add(listener)
      process.nextTick(() => listener(caUpdate()))
    },
    addIdentityCertificateListener(listener) {
      begin()
      identityListeners.add(listener)
      process.nextTick(() => listener(identityUpdate()))
    },
    removeCaCertificateListener(listener) {
      caListeners.delete(listener)
      end()
    },
    removeIdentityCertificateListener(listener) {
      identityListeners.delete(listener)
      end()
    },
  }
}

/** Reads the three files. Throws Failure `invalid` when one cannot be read or they do not fit together. */
function load(files: Files): Loaded {
  const [ca, cert, key] = [
    read('AIW_TLS_CA', files.ca),
    read('AIW_TLS_CERT', files.cert),
    read('AIW_TLS_KEY', files.key),
  ]
  // Of a bundle, while one CA takes over from another, every part; Node alone would pass over what it cannot read.
  for (const part of ca.toString('latin1').split(/(?=-----BEGIN)/)) if (part.trim()) parse('AIW_TLS_CA', part)
  const own = parse('AIW_TLS_CERT', cert)
  try {
    createSecureContext({ ca, cert, key })
  } catch {
    throw new Failure('invalid', 'AIW_TLS_KEY is not the key of AIW_TLS_CERT')
  }
  return { ca, cert, key, uris: urisOf(own.subjectAltName), endsAt: own.validToDate.getTime() }
}

function read(variable: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new Failure('invalid', `${variable} names a file that cannot be read`)
  }
}

function parse(variable: string, pem: string | Buffer): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new Failure('invalid', `${variable} is not a certificate in PEM`)
  }
}
