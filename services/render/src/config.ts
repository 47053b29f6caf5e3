import { availableParallelism } from 'node:os'
import { Address, LogLevel } from '@aiw/kit/config'
import { tlsVariables } from '@aiw/kit/tls'
import { Type } from 'typebox'

/** Every variable render knows. */
export const variables = Type.Object({
  RENDER_LISTEN: Address('127.0.0.1:50052', 'host:port of the gRPC server'),
  RENDER_PAINTER_WORKERS: Type.Integer({
    default: Math.max(1, Math.min(4, availableParallelism())),
    minimum: 1,
    maximum: 64,
    description:
      'Pictures the built-in painter paints at the same time, one thread each; default: one a core, at most 4',
  }),
  RENDER_QUEUE_LENGTH: Type.Integer({
    default: 32,
    minimum: 1,
    maximum: 10_000,
    description: 'Pictures that may wait; one more is answered RESOURCE_EXHAUSTED',
  }),
  ...tlsVariables.properties,
  LOG_LEVEL: LogLevel,
})
