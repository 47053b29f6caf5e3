import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const gateway = 'http://127.0.0.1:8080'

/** The page: built into `dist`, served by the gateway; `npm run dev -w web` asks a gateway on its usual port. */
export default defineConfig({
  plugins: [react()],
  build: {
    // The gateway's content security policy forbids data: fonts and scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    // Chinese needs some two hundred small font files; their list is long and no mistake.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': { target: gateway, ws: true } } },
})
