import { Address, LogLevel } from '@aiw/kit/config'
import { Type } from 'typebox'

/** Every variable emotion knows. */
export const variables = Type.Object({
  EMOTION_LISTEN: Address('127.0.0.1:50051', 'host:port of the gRPC server'),
  LOG_LEVEL: LogLevel,
})
