import { isIP } from 'node:net'
import { Address, LogLevel } from '@aiw/kit/config'
import { tlsVariables } from '@aiw/kit/tls'
import { Type } from 'typebox'

/** What an operator must write to let what is spoken go to an address that is not private. */
export const mayLeave = 'voices of patients may leave our network'

/** Whether something is an address, or a network in CIDR notation. */
function isAddressOrNetwork(one: string): boolean {
  const [address = '', bits = '1', ...more] = one.split('/')
  const mostBits = { 0: 0, 4: 32, 6: 128 }[isIP(address)]!
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= mostBits
}

/** Every variable the gateway knows. */
export const variables = Type.Object({
  GATEWAY_LISTEN: Address('127.0.0.1:8080', 'host:port of the page, the HTTP API and the sockets'),
  GATEWAY_PROXIES: Type.Optional(
    Type.Refine(
      Type.String({
        description:
          'Addresses or networks of the reverse proxies before it, like 10.0.0.7,10.244.0.0/16; default: this machine',
      }),
      (list) => list.split(',').every((one) => isAddressOrNetwork(one.trim())),
      () => 'must be addresses or networks, like 10.0.0.7,10.244.0.0/16',
    ),
  ),
  EMOTION_ADDRESS: Address('127.0.0.1:50051', 'host:port where emotion listens'),
  RENDER_ADDRESS: Address('127.0.0.1:50052', 'host:port where render listens'),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'A PostgreSQL to use; without it the gateway runs one of its own on the data folder',
    }),
  ),
  AIW_DATA: Type.String({
    default: './data',
    minLength: 1,
    description: 'Folder of all data; relative to where the house is started',
  }),
  AIW_KEYS: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Folder of the wrapped keys, without which nothing that is kept can be read; default: AIW_DATA/keys',
    }),
  ),
  GATEWAY_OPEN_REGISTRATION: Type.Boolean({
    default: true,
    description: 'Whether anybody may begin as a new writer; if not, codes are issued with npm run codes',
  }),
  GATEWAY_SESSION_IDLE_MINUTES: Type.Integer({
    default: 720,
    minimum: 5,
    maximum: 43_200,
    description: 'After how many unused minutes a browser is signed out; programs after 30 days',
  }),
  GATEWAY_RETENTION_DAYS: Type.Optional(
    Type.Integer({ minimum: 1, description: 'After how many days a sitting is deleted; without it, never' }),
  ),
  GATEWAY_CONSENT_TEXTS: Type.Optional(
    Type.String({
      description:
        'A folder with the site’s own words for ai, keeping, releasing, research: en/ai.md, zh/ai.md and so on',
    }),
  ),
  GATEWAY_RECIPIENTS: Type.Optional(
    Type.String({ description: 'A folder with the public keys of those a writer may release to, one .pem file each' }),
  ),
  GATEWAY_ERASE_UNSEALED: Type.Boolean({
    default: false,
    description:
      'Erases, at the start, writers of release 0.1.0 who have not signed in since: their text lies readable',
  }),
  GATEWAY_MOOD_HALF_LIFE: Type.Number({
    default: 2,
    exclusiveMinimum: 0,
    maximum: 1000,
    description: 'After how many sentences a feeling weighs half as much in the light of the pictures',
  }),
  GATEWAY_HELP_CARD: Type.Optional(
    Type.String({
      description: 'A JSON file with the site’s own help card, in "en" and "zh": title, text, contacts (name, detail)',
    }),
  ),
  GATEWAY_SETTINGS: Type.Optional(
    Type.String({ description: 'A JSON file with what the site sets for its writers, and within which limits' }),
  ),
  GATEWAY_PROGRAMME: Type.Optional(
    Type.String({
      description:
        'A folder with the site’s own programme: programme.json, and en/instruction.md, zh/instruction.md and so on',
    }),
  ),
  GATEWAY_QUESTIONS: Type.Optional(
    Type.String({ description: 'A JSON file with the site’s own reflective questions, in "en" and "zh"' }),
  ),
  GATEWAY_READS_ALONG: Type.Enum(['nobody', 'therapist'], {
    default: 'nobody',
    description:
      'Whether somebody of the site reads along while a writer writes, nobody or therapist; the page says so',
  }),
  GATEWAY_KIOSK_MINUTES: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 120,
      description:
        'On a device that many use: after how many idle minutes it locks; without it everybody has their own',
    }),
  ),
  GATEWAY_SPEECH_URL: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description:
        'An OpenAI-style speech server in your network, like http://10.0.0.7:8000/v1; without it nothing is dictated',
    }),
  ),
  GATEWAY_SPEECH_MODEL: Type.String({
    default: 'whisper-1',
    maxLength: 200,
    description: 'The model to ask for, as that server names it',
  }),
  GATEWAY_SPEECH_KEY: Type.Optional(Type.String({ description: 'The bearer token that server asks for, if it asks' })),
  GATEWAY_SPEECH_OUTSIDE: Type.Optional(
    Type.Literal(mayLeave, {
      description: `Only to send voices to an address that is not private, write here: ${mayLeave}`,
    }),
  ),
  ...tlsVariables.properties,
  LOG_LEVEL: LogLevel,
})
