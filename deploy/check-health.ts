import { connect } from '../services/gateway/src/clients.ts'

// Ends with 0 when a service is well, else with 1: for the health checks of containers, which have no curl.
//
//   node deploy/check-health.ts gateway 127.0.0.1:8080
//   node deploy/check-health.ts emotion 127.0.0.1:50051

const [service, address = ''] = process.argv.slice(2)
process.exitCode = (await isWell()) ? 0 : 1

async function isWell(): Promise<boolean> {
  if (service === 'gateway')
    return fetch(`http://${address}/health`, { signal: AbortSignal.timeout(1_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
  const clients = connect(address, address)
  const health = await clients.health()
  clients.close()
  return service === 'emotion' ? health.emotion : service === 'render' && health.render
}
