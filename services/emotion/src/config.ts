import { Address, LogLevel } from '@aiw/kit/config'
import { tlsVariables } from '@aiw/kit/tls'
import { Type } from 'typebox'

/** Every variable emotion knows. */
export const variables = Type.Object({
  EMOTION_LISTEN: Address('127.0.0.1:50051', 'host:port of the gRPC server'),
  ...tlsVariables.properties,
  LOG_LEVEL: LogLevel,
})
