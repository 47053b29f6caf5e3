import { readConfig } from '@aiw/kit/config'
import { isServingAt } from '@aiw/kit/grpc-client'
import { createLogger } from '@aiw/kit/log'
import { channelTo, secureChannelTo, tlsOf, tlsVariables } from '@aiw/kit/tls'

// Ends with 0 when a service is well, else with 1: for the health checks of containers, which have no curl.
//
//   node deploy/check-health.ts gateway 127.0.0.1:8080
//   node deploy/check-health.ts emotion 127.0.0.1:50051
//
// With a service's certificates in the environment it asks emotion and render over TLS, as the service itself: they listen to
// other machines then, and speak nothing else.

const [service = '', address = ''] = process.argv.slice(2)
process.exitCode = (await isWell()) ? 0 : 1

async function isWell(): Promise<boolean> {
  if (service === 'gateway')
    return fetch(`http://${address}/health`, { signal: AbortSignal.timeout(1_000) }).then(
      ({ ok }) => ok,
      () => false,
    )
  const log = createLogger('health', 'silent')
  const tls = tlsOf(service, readConfig(tlsVariables, process.env), log)
  const by = tls.certificates
    ? secureChannelTo(address, service, tls.certificates, log)
    : channelTo(address, service, tls)
  return isServingAt(address, ...by)
}
