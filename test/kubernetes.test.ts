import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cluster } from '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Cluster'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { Namespace } from 'kubernetes-models/v1/Namespace'
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { Service } from 'kubernetes-models/v1/Service'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import packageFile from '../package.json' with { type: 'json' }
import { variables as emotion } from '../services/emotion/src/config.ts'
import { variables as gateway } from '../services/gateway/src/config.ts'
import { variables as render } from '../services/render/src/config.ts'

// No cluster runs where these tests run: manifests are held against the schemas of Kubernetes and CloudNativePG.

const folder = join(import.meta.dirname, '../deploy/kubernetes')
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')
const kustomization = parse(textOf('kustomization.yaml')) as {
  resources: string[]
  images: { name: string; newTag: string }[]
  configMapGenerator: { name: string; files?: string[]; envs?: string[] }[]
}
const kinds = {
  'v1 Namespace': Namespace,
  'v1 Service': Service,
  'v1 PersistentVolumeClaim': PersistentVolumeClaim,
  'apps/v1 Deployment': Deployment,
  'apps/v1 StatefulSet': StatefulSet,
  'networking.k8s.io/v1 NetworkPolicy': NetworkPolicy,
  'postgresql.cnpg.io/v1 Cluster': Cluster,
} as Record<string, new (data: never) => { validate(): void }>

interface Container {
  name: string
  image: string
  command: string[]
  args?: string[]
  env?: { name: string; value?: string }[]
  envFrom?: { configMapRef: { name: string } }[]
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[]
  ports?: { containerPort: number }[]
  securityContext?: object
}
interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string }
  // oxlint-disable-next-line typescript/no-explicit-any
  spec: any
}
const manifests = kustomization.resources.flatMap((file) =>
  parseAllDocuments(textOf(file), { merge: true }).map((document) => document.toJS() as Manifest),
)
const named = (kind: string, name: string) =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)!
const workloads = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
const containerOf = ({ spec }: Manifest) => (spec.template.spec.containers as Container[])[0]!

test.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
  '%s is as Kubernetes has it',
  (_name, manifest) => {
    const Kind = kinds[`${manifest.apiVersion} ${manifest.kind}`]!
    expect(() => new Kind(manifest as never).validate()).not.toThrow()
  },
)

test('a field that Kubernetes does not know would be found', () => {
  const { spec, ...rest } = named('Deployment', 'render')
  expect(() => new Deployment({ ...rest, spec: { ...spec, replicas: 'two' } } as never).validate()).toThrow(/replicas/)
})

/** What the manifests do not set, and why. */
const notInKubernetes: Record<string, string> = {
  AIW_DATA: 'PostgreSQL is elsewhere, and the keys have a claim: nothing else lies there',
  AIW_KEYS: 'their claim is where the gateway looks',
  AIW_TLS: 'every service has a certificate',
  RENDER_USE_LEAKING_NODES: 'the nodes here have the flags that keep them clean, and others are not for patients',
}

describe('the three services', () => {
  test.each(Object.entries({ gateway, emotion, render }))(
    'everything that can be set for %s can be set here, but for what is named',
    (name, known) => {
      const { env, envFrom } = containerOf(named('Deployment', name))
      expect(envFrom).toEqual([{ configMapRef: { name } }])
      const [file] = kustomization.configMapGenerator.find((one) => one.name === name)!.envs!
      const lines = textOf(file!)
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
      for (const line of lines) expect(line).toMatch(/^[A-Z_]+=/)
      const inFile = lines.map((line) => line.split('=')[0]!)
      // What a manifest says itself would hold against the file.
      const all = [...inFile, ...env!.map((one) => one.name)]
      const wanted = Object.keys(known.properties).filter((variable) => !(variable in notInKubernetes))
      expect(all.toSorted()).toEqual(wanted.toSorted())
    },
  )

  test('only variables that there are are named as not to be set', () => {
    const all = [gateway, emotion, render].flatMap(({ properties }) => Object.keys(properties))
    expect(Object.keys(notInKubernetes).filter((variable) => !all.includes(variable))).toEqual([])
  })

  test('the gateway sees what the site writes itself, read-only, where deploy/site/README.md says, and starts without', () => {
    const { containers, volumes } = named('Deployment', 'gateway').spec.template.spec
    const { volumeMounts } = containers[0] as Container
    const mounts = volumeMounts!.filter(({ mountPath }) => mountPath.startsWith('/aiw/site'))
    for (const { name, readOnly } of mounts) {
      expect(readOnly).toBe(true)
      expect(volumes).toContainEqual({ name, configMap: { name, optional: true } })
    }
    const told = textOf('../site/README.md').match(/(?<=GATEWAY_[A-Z_]+=)[\w/.-]+/g)!
    expect(told.length).toBeGreaterThan(5)
    const folders = told.map((file) => file.replace(/\/[\w-]+\.json$/, ''))
    for (const one of folders) expect(mounts.some(({ mountPath }) => `${mountPath}/`.startsWith(`${one}/`))).toBe(true)
    // As kustomization.yaml tells how to make them.
    const example = textOf('kustomization.yaml')
      .match(/^ {2}# - \{.*$/gm)!
      .map((line) => line.replace('# ', ''))
    const made = parse(example.join('\n')) as { name: string; files: string[] }[]
    expect(made.map(({ name }) => name).toSorted()).toEqual(mounts.map(({ name }) => name).toSorted())
    for (const { name, files } of made)
      for (const file of files)
        expect(`/aiw/${file}`.replace(/\/[^/]+$/, '')).toBe(mounts.find((mount) => mount.name === name)!.mountPath)
  })

  test.each(Object.entries({ gateway, emotion, render }))('%s gets only variables that it knows', (name, known) => {
    const container = containerOf(named('Deployment', name))
    expect(container.command).toEqual(['node', `services/${name}/src/main.ts`])
    for (const { name: variable } of container.env!) expect(Object.keys(known.properties)).toContain(variable)
    // What `restricted` asks for, and more.
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(named('Deployment', name).spec.template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    })
  })

  test('run the image of this version, and find each other by the services’ names', () => {
    expect(kustomization.images).toMatchObject([{ name: 'aiw', newTag: packageFile.version }])
    const env = Object.fromEntries(
      containerOf(named('Deployment', 'gateway')).env!.map(({ name, value }) => [name, value]),
    )
    for (const address of [env['EMOTION_ADDRESS']!, env['RENDER_ADDRESS']!]) {
      const [name, port] = address.split(':')
      expect(named('Service', name!).spec.ports[0].port).toBe(Number(port))
    }
    const nodes = containerOf(named('Deployment', 'render')).env!.find(({ name }) => name === 'RENDER_NODES')!.value!
    expect(nodes).toBe(`dns+http://comfyui:${named('Service', 'comfyui').spec.ports[0].port}`)
    for (const name of ['emotion', 'render', 'comfyui']) expect(named('Service', name).spec.clusterIP).toBe('None')
  })
})

test('each service speaks TLS by a certificate of its own, and its probes do', () => {
  for (const name of ['gateway', 'emotion', 'render']) {
    const { containers, volumes } = named('Deployment', name).spec.template.spec
    const env = Object.fromEntries(
      (containers[0] as Container).env!.map(({ name: variable, value }) => [variable, value]),
    )
    for (const variable of ['AIW_TLS_CA', 'AIW_TLS_CERT', 'AIW_TLS_KEY']) expect(env[variable]).toMatch(/^\/aiw\/tls\//)
    expect(containers[0].volumeMounts).toContainEqual({ name: 'tls', mountPath: '/aiw/tls', readOnly: true })
    expect(volumes.find((volume: { name: string }) => volume.name === 'tls').secret.secretName).toBe(`aiw-tls-${name}`)
    const { readinessProbe } = containers[0]
    expect(readinessProbe.httpGet?.path ?? readinessProbe.exec?.command[2]).toBe(name === 'gateway' ? '/ready' : name)
  }
})

describe('a GPU node', () => {
  const node = named('StatefulSet', 'comfyui')
  test('has the flags of docker-compose.yml, one GPU, and writes to memory alone', () => {
    const compose = parse(readFileSync(join(folder, '../../docker-compose.yml'), 'utf8'), { merge: true }) as {
      services: Record<string, { image: string; command: string[] }>
    }
    const there = compose.services['comfyui-0']!
    const here = containerOf(node)
    const flags = (list: string[]) => list.map((flag) => flag.replace('/config/models.yaml', '/models.yaml'))
    expect([here.image, flags(here.args!)]).toEqual([there.image, there.command])
    expect(node.spec.template.spec.containers[0].resources.limits['nvidia.com/gpu']).toBe('1')
    for (const volume of node.spec.template.spec.volumes)
      expect(volume.emptyDir?.medium ?? (volume.configMap || volume.persistentVolumeClaim?.readOnly)).toBeTruthy()
  })

  test('reads a claim of models that somebody else can write to', () => {
    expect(named('PersistentVolumeClaim', 'models').spec.accessModes).toEqual(['ReadWriteMany'])
    const { containers, volumes } = node.spec.template.spec
    expect(volumes).toContainEqual({ name: 'models', persistentVolumeClaim: { claimName: 'models', readOnly: true } })
    expect(containers[0].volumeMounts).toContainEqual({ name: 'models', mountPath: '/models', readOnly: true })
  })

  test('finds its models where docker-compose.yml has them', () => {
    expect(kustomization.configMapGenerator).toEqual([
      { name: 'comfyui-models', files: ['models.yaml'] },
      ...['gateway', 'emotion', 'render'].map((name) => ({ name, envs: [`${name}.env`] })),
    ])
    expect(textOf('models.yaml')).toBe(textOf('../comfyui/models.yaml'))
  })
})

describe('the network', () => {
  const policies = manifests.filter(({ kind }) => kind === 'NetworkPolicy')
  /** Who may call whom within the house: "gateway → render 50052". */
  const wires: string[] = policies.flatMap(({ spec }) =>
    (spec.ingress ?? []).flatMap((rule: { from: { podSelector?: Selector }[]; ports: { port: number }[] }) =>
      rule.from.flatMap(({ podSelector }) =>
        podSelector ? rule.ports.map(({ port }) => `${nameOf(podSelector)} → ${nameOf(spec.podSelector)} ${port}`) : [],
      ),
    ),
  )

  test('is closed but for the wires of the house', () => {
    expect(policies.find(({ metadata }) => metadata.name === 'nothing')!.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    })
    expect(wires.toSorted()).toEqual([
      'gateway → emotion 50051',
      'gateway → postgres 5432',
      'gateway → render 50052',
      'postgres → postgres 5432',
      'postgres → postgres 8000',
      'render → comfyui 8188',
    ])
  })

  test('lets nobody out but PostgreSQL’s operator wire', () => {
    const out = policies.flatMap(({ metadata, spec }) =>
      (spec.egress ?? []).filter(({ to }: { to?: unknown }) => !to).map(() => metadata.name),
    )
    expect(out).toEqual(['postgres'])
  })

  test('reaches every workload’s port, and none that nobody listens on', () => {
    const listening = workloads.flatMap((workload) =>
      containerOf(workload).ports!.map(({ containerPort }) => `${workload.metadata.name} ${containerPort}`),
    )
    const allowed = policies.flatMap(({ spec }) =>
      (spec.ingress ?? []).flatMap((rule: { ports: { port: number }[] }) =>
        rule.ports.map(({ port }) => `${nameOf(spec.podSelector)} ${port}`),
      ),
    )
    expect(new Set(allowed.filter((one) => !one.startsWith('postgres')))).toEqual(new Set(listening))
  })
})

const program = 'kubectl'
const kubectl = (...words: string[]) => spawnSync(program, words, { encoding: 'utf8' })
const hasKubectl = kubectl('version', '--client').status === 0
test.skipIf(!hasKubectl)(
  `kustomize makes of it what it says${hasKubectl ? '' : ' (this machine has no kubectl)'}`,
  () => {
    const { stdout, status } = kubectl('kustomize', folder)
    expect(status).toBe(0)
    const made = parseAllDocuments(stdout).map((document) => document.toJS() as Manifest & { data: object })
    expect(made.length).toBe(manifests.length + kustomization.configMapGenerator.length)
    for (const name of ['gateway', 'emotion', 'render']) {
      const deployment = made.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name)!
      const { configMapRef } = containerOf(deployment).envFrom![0]!
      // Named by what is in it, so that a change starts the service anew.
      expect(configMapRef.name).toMatch(new RegExp(`^${name}-\\w+$`))
      const map = made.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === configMapRef.name)!
      expect(map.data).toMatchObject({ LOG_LEVEL: '' })
    }
  },
)

interface Selector {
  matchLabels: Record<string, string>
}
const nameOf = ({ matchLabels }: Selector) => matchLabels['app'] ?? matchLabels['cnpg.io/cluster']
