import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// Runs turbo with telemetry and update checks off, on every shell: nothing leaves the house, not even a count.
const turbo = fileURLToPath(import.meta.resolve('turbo/bin/turbo'))
const { status } = spawnSync(process.execPath, [turbo, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
})
process.exit(status ?? 1)
