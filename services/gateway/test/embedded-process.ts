import { Client } from 'pg'
import { type EmbeddedOptions, startPostgres } from '../src/db/embedded.ts'

/** What the parent asks for: see `embedded-support.ts`, which starts this as a process that may be killed. */
export type Order = 'write' | 'stop'

/** What this process tells. `kept` numbers a row whose commit was acknowledged. */
export type Told =
  | { started: { url: string; adopted: boolean; folder: string } }
  | { refused: { code: string; message: string } }
  | { kept: number }

const [options, arch] = process.argv.slice(2)
if (arch) Object.defineProperty(process, 'arch', { value: arch })
const tell = (told: Told) => process.send?.(told)

try {
  const server = await startPostgres(JSON.parse(options!) as EmbeddedOptions)
  const { url, adopted, folder } = server
  tell({ started: { url, adopted, folder } })
  process.on('message', (order: Order) => {
    if (order === 'write') for (let writer = 0; writer < 3; writer++) void write(url).catch(() => {})
    else void server.stop().then(() => process.exit(0))
  })
  process.once('SIGINT', () => {
    void write(url, 1)
      .then(() => server.stop())
      .then(() => process.exit(0))
  })
} catch (error) {
  const { code, message } = error as { code: string; message: string }
  tell({ refused: { code, message } })
  process.disconnect()
}

async function write(url: string, rows = Infinity): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  for (let row = 0; row < rows; row++) {
    const { rows: written } = await client.query<{ n: number }>('insert into kept default values returning n')
    for (const { n } of written) tell({ kept: n })
  }
  await client.end()
}
