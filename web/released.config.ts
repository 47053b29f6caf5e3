import { defineConfig } from 'vite'

/** The page that `npm run released` puts into each file it writes: one script and one style sheet, beside the page of the house. */
export default defineConfig({
  build: {
    emptyOutDir: false,
    copyPublicDir: false,
    lib: {
      entry: 'src/released/main.ts',
      name: 'released',
      formats: ['iife'],
      fileName: () => 'released.js',
      cssFileName: 'released',
    },
  },
})
