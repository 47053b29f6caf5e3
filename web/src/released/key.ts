// The private key of somebody to whom writers show things, as openssl writes it: PKCS #8 in PEM (RFC 5958, RFC 7468), sealed
// with a passphrase by PBES2 (RFC 8018, appendix A.4), or bare.

/** Why a file opens nothing: it is no such key, it needs a passphrase, or not this one. */
export type KeyProblem = 'none' | 'locked' | 'passphrase'

/** What is thrown where a key cannot be used. */
export class KeyRefusal extends Error {
  readonly problem: KeyProblem
  constructor(problem: KeyProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Reads an RSA key for RSA-OAEP with SHA-256. Throws KeyRefusal. The key can be used in this page, and not be taken out of it. */
export async function readPrivateKey(pem: string, passphrase: string): Promise<CryptoKey> {
  const [, label, base64] =
    /-----BEGIN (PRIVATE KEY|ENCRYPTED PRIVATE KEY)-----([A-Za-z0-9+/=\s]+)-----END \1-----/.exec(pem) ?? []
  const bytes = base64 && bytesOf(base64)
  if (!bytes) throw new KeyRefusal('none')
  const isSealed = label === 'ENCRYPTED PRIVATE KEY'
  if (isSealed && passphrase === '') throw new KeyRefusal('locked')
  const pkcs8 = isSealed ? await openSealed(bytes, passphrase) : bytes
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['decrypt'])
  } catch {
    // One in 256 wrong passphrases leaves what looks like padding, and then it is no key.
    throw new KeyRefusal(isSealed ? 'passphrase' : 'none')
  }
}

const hashes: Record<string, string> = {
  '2a864886f70d0207': 'SHA-1',
  '2a864886f70d0209': 'SHA-256',
  '2a864886f70d020a': 'SHA-384',
  '2a864886f70d020b': 'SHA-512',
}
const ciphers: Record<string, number> = {
  '60864801650304012a': 256,
  '608648016503040116': 192,
  '608648016503040102': 128,
}
const [pbes2, pbkdf2] = ['2a864886f70d01050d', '2a864886f70d01050c']

async function openSealed(bytes: Bytes, passphrase: string): Promise<Bytes> {
  const { salt, iterations, hash, iv, bits, sealed } = parametersOf(bytes)
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, [
    'deriveKey',
  ])
  const key = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', salt, iterations, hash },
    secret,
    { name: 'AES-CBC', length: bits },
    false,
    ['decrypt'],
  )
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, sealed))
  } catch {
    throw new KeyRefusal('passphrase')
  }
}

/** Where a PBES2 structure has what. Throws KeyRefusal where it is made otherwise than openssl makes it. */
function parametersOf(bytes: Bytes) {
  const [whole] = elementsOf(bytes)
  const [algorithm, sealed] = elementsOf(whole)
  const [scheme, parameters] = elementsOf(algorithm)
  const [derivation, encryption] = elementsOf(parameters)
  const [derivedBy, derivedWith] = elementsOf(derivation)
  const [salt, iterations, ...more] = elementsOf(derivedWith)
  // Between the two there may be the length of the key.
  const [hash] = elementsOf(more.at(-1))
  const [cipher, iv] = elementsOf(encryption)
  const bits = cipher && ciphers[hexOf(cipher)]
  const name = hash ? hashes[hexOf(hash)] : 'SHA-1'
  const count = iterations && Number.parseInt(hexOf(iterations), 16)
  const isKnown = scheme && hexOf(scheme) === pbes2 && derivedBy && hexOf(derivedBy) === pbkdf2
  if (!isKnown || !salt || !count || !name || !bits || !iv || !sealed) throw new KeyRefusal('none')
  return { salt, iterations: count, hash: name, iv, bits, sealed }
}

type Bytes = Uint8Array<ArrayBuffer>

/** The contents of the DER elements that follow one another (X.690, 8.1): lengths of up to three bytes, tags not looked at. */
function elementsOf(bytes: Bytes | undefined): Bytes[] {
  const found: Bytes[] = []
  for (let at = 0; bytes && at < bytes.length;) {
    const first = bytes[at + 1] ?? 0
    const more = first < 0x80 ? 0 : first - 0x80
    const length = more === 0 ? first : Number.parseInt(hexOf(bytes.subarray(at + 2, at + 2 + more)) || '0', 16)
    const from = at + 2 + more
    if (more > 3 || from + length > bytes.length) return []
    found.push(bytes.slice(from, from + length))
    at = from + length
  }
  return found
}

const hexOf = (bytes: Bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** What base64 stands for; undefined where it is none. */
export function bytesOf(base64: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
