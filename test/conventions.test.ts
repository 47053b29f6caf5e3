import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import packageFile from '../package.json' with { type: 'json' }

// What a machine can see of how the house is built. CONTRIBUTING.md says why.

const root = path.resolve(import.meta.dirname, '..')
/** The most lines a file of code may have. */
const mostLines = 400

const ignored = new Set(['.git', ...fs.readFileSync(path.join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean)])
/** Every file that belongs to the project, from the top folder. */
const files = filesIn('')
const code = files.filter((file) => /\.(ts|tsx|mjs|js)$/.test(file))
/** Code of packages and services that runs in the house. */
const running = code.filter((file) => /^(packages|services)\/[^/]+\/src\//.test(file))

test('the project is found', () => {
  expect(files).toEqual(expect.arrayContaining(['package.json', 'test/conventions.test.ts', '.ci/run']))
  expect(running.length).toBeGreaterThan(20)
})

test('package-lock.json names no host to download from', () => {
  const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { resolved?: string }> }
  const named = Object.values(packages).flatMap(({ resolved }) => (resolved ? [resolved] : []))
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((where) => /^[a-z+]+:/.test(where))).toEqual([])
})

test('no file names a folder of the machine it was written on, or a registry', () => {
  const marks = [
    /(?<![\w.])\/(?:work|home|Users|root)\/[\w.-]+\//,
    /\.\.\/shared\//,
    /\b(?:registry|npm|mirror|proxy)\.(?!npmjs\.org)[\w-]+\.(?:com|org|net|io|dev|internal|local)\b/i,
  ]
  const isText = (file: string) => !/\.(png|jpe?g|webp|woff2?|ico|gz)$/.test(file)
  const naming = files
    .filter(isText)
    .flatMap((file) =>
      linesOf(file).flatMap((line, i) => (marks.some((mark) => mark.test(line)) ? [`${file}:${i + 1}`] : [])),
    )
  expect(naming).toEqual([])
})

test('every workspace is private or says its licence', () => {
  const manifests = files.filter((file) => path.basename(file) === 'package.json')
  expect(manifests.length).toBeGreaterThan(packageFile.workspaces.length)
  const unsaid = manifests.filter((file) => {
    const { license, private: isPrivate } = JSON.parse(textOf(file)) as { license?: string; private?: boolean }
    return !license && isPrivate !== true
  })
  expect(unsaid).toEqual([])
})

test('packages know no service, services know each other by gRPC only, and what is shared is imported by its name', () => {
  const wrong = running.flatMap((file) => {
    const home = file.split('/').slice(0, 2).join('/')
    return importsOf(file)
      .filter((from) => {
        if (from.startsWith('.')) return !path.join(path.dirname(file), from).startsWith(`${home}/`)
        return from.startsWith('@aiw/') && !mayImport(home, from)
      })
      .map((from) => `${file} imports ${from}`)
  })
  expect(wrong).toEqual([])
})

test('the page knows the house by its wire only', () => {
  const page = code.filter((file) => file.startsWith('web/src/'))
  expect(page.length).toBeGreaterThan(5)
  const wrong = page.flatMap((file) =>
    importsOf(file)
      .filter(
        (from) =>
          from.startsWith('@aiw/') || (from.startsWith('.') && !path.join(path.dirname(file), from).startsWith('web/')),
      )
      .map((from) => `${file} imports ${from}`),
  )
  expect(wrong).toEqual([])
})

test('the environment is read once, where a service starts', () => {
  const reading = running.filter((file) => textOf(file).includes('process.env')).toSorted()
  expect(reading).toEqual([
    'services/emotion/src/main.ts',
    'services/gateway/src/db/embedded-server.ts', // hands PostgreSQL what any program needs to run
    'services/gateway/src/main.ts',
    'services/render/src/main.ts',
  ])
})

test('nothing that runs in the house prints past the log', () => {
  const printing = running.filter((file) => /\bconsole\.(log|info|debug|warn|table|dir)\b/.test(textOf(file)))
  expect(printing).toEqual([])
})

test(`no file of code is longer than ${mostLines} lines`, () => {
  const long = code.map((file) => [file, linesOf(file).length] as const).filter(([, lines]) => lines > mostLines)
  expect(long.map(([file, lines]) => `${file}: ${lines}`)).toEqual([])
})

test('continuous integration runs what README.md tells people to run', () => {
  expect(textOf('.ci/run')).toMatch(/^npm ci\b/m)
  expect(textOf('.ci/run')).toMatch(/\bnpm test\b/)
  expect(textOf('README.md')).toContain('npm ci && npm test')
})

/** The kit holds no word of the domain; services stand on the kit and the contracts. */
function mayImport(home: string, from: string): boolean {
  return home.startsWith('services/') && /^@aiw\/(kit\/|proto$)/.test(from)
}

/** Whatever a file imports, from code or for its types. */
function importsOf(file: string): string[] {
  const found = textOf(file).matchAll(/(?:\bfrom|^import|\bimport\(|\bnew URL\()\s*['"]([^'"]+)['"]/gm)
  return [...found].map(([, from]) => from!)
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (ignored.has(entry.name) || ignored.has(file) || file.endsWith('.log')) return []
    if (entry.isDirectory()) return filesIn(file)
    return entry.isFile() ? [file] : []
  })
}

function textOf(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

/** The lines of a file, without the empty one behind the last line break. */
function linesOf(file: string): string[] {
  return textOf(file).replace(/\n$/, '').split('\n')
}
