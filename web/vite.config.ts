import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const gateway = 'http://127.0.0.1:8080'

/** The page: built into `dist`, served by the gateway; `npm run dev -w web` asks a gateway on its usual port. */
export default defineConfig({
  plugins: [react(), compressed()],
  build: {
    // The gateway's content security policy forbids data: fonts and scripts, so nothing is inlined.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/v1': { target: gateway, ws: true } } },
})

/** Lays a `.br` and a `.gz` beside every text file, for a server that hands out what is compressed already. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|svg)$/.test(file)) continue
        const text = readFileSync(join(dir, file))
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(text))
        writeFileSync(join(dir, `${file}.gz`), gzipSync(text))
      }
    },
  }
}
