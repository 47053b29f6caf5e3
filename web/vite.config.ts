import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const gateway = 'http://127.0.0.1:8080'

/** The page: built into `dist`, served by the gateway; `npm run dev -w web` asks a gateway on its usual port. */
export default defineConfig({
  plugins: [react(), serviceWorker(), compressed()],
  build: {
    // The gateway's content security policy forbids data: fonts and scripts, so nothing is inlined.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/v1': { target: gateway, ws: true } } },
})

/** The letters of the page's own texts; what else is needed of the fonts is kept when it was loaded. */
const firstLetters = /\/(newsreader|noto-sans-sc)-latin-wght-normal-[^/]+\.woff2$/

/** Writes `sw.js`: src/service-worker.ts with the names of all files of this build that open the page. */
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      const built = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
      const shell = built
        .filter((file) => /^([^/]+\.(svg|webmanifest)|assets\/.+\.(js|css))$/.test(file) || firstLetters.test(file))
        .map((file) => `/${file}`)
        .toSorted()
      const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('base64')
      const code = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'src/service-worker.ts'), 'utf8'))
      const pageSha256 = sha256(join(dir, 'index.html'))
      // The names of assets say what is in them; the few others are looked into.
      const whole = [
        code,
        pageSha256,
        ...shell.map((path) => (path.startsWith('/assets/') ? path : sha256(join(dir, path)))),
      ]
      const build = createHash('sha256').update(whole.join('\n')).digest('hex').slice(0, 16)
      const given = { build, shell: ['/', ...shell], pageSha256 }
      const lines = Object.entries(given).map(([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`)
      writeFileSync(join(dir, 'sw.js'), lines.join('') + code)
    },
  }
}

/** Lays a `.br` and a `.gz` beside every text file, for a server that hands out what is compressed already. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg|webmanifest)$/.test(file)) continue
        const text = readFileSync(join(dir, file))
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(text))
        writeFileSync(join(dir, `${file}.gz`), gzipSync(text))
      }
    },
  }
}
