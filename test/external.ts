// Runs tests on a PostgreSQL that is not the gateway's own, over TLS with its certificate verified:
//
//   npm run test:external [-- files]          by default all of the gateway's
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeCertificates } from '../deploy/certs.ts'
import { startPostgres } from '../services/gateway/src/db/embedded.ts'
import { query } from '../services/gateway/test/query.ts'

const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'aiw-external-'))
fs.chmodSync(folder, 0o711)
// A certificate of any service will do: all are called on this machine, too.
await makeCertificates(path.join(folder, 'certs'))
fs.chmodSync(path.join(folder, 'certs'), 0o711)
const [ca, certificate, key] = ['ca', 'render', 'render-key'].map((name) => path.join(folder, 'certs', `${name}.pem`))
// As root the server runs as somebody else, and reads a key that nobody else can.
if (process.getuid?.() === 0) fs.chownSync(key!, Number(execFileSync('id', ['-u', 'nobody'])), 0)
fs.chmodSync(certificate!, 0o644)
const postgres = await startPostgres({
  folder: path.join(folder, 'data'),
  settings: {
    // As for the tests' own server: what a loss of power would cost here does not matter.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    ssl: 'on',
    ssl_cert_file: certificate!,
    ssl_key_file: key!,
  },
})
try {
  const url = new URL(postgres.url)
  url.searchParams.set('sslmode', 'verify-full')
  url.searchParams.set('sslrootcert', ca!)
  const [seen] = await query<{ version: string }>(
    url.href,
    'select version from pg_stat_ssl where pid = pg_backend_pid()',
  )
  console.log(`Connections are encrypted with ${seen?.version}.`)
  const files = process.argv.slice(2)
  const vitest = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', ...(files.length > 0 ? files : ['services/gateway'])],
    {
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: url.href },
    },
  )
  process.exitCode = status ?? 1
} finally {
  await postgres.stop()
  fs.rmSync(folder, { recursive: true })
}
