import { Address, LogLevel } from '@aiw/kit/config'
import { tlsVariables } from '@aiw/kit/tls'
import { Type } from 'typebox'

/** What an operator must write to let sentences go to an address that is not private. */
export const mayLeave = 'words of patients may leave our network'

/** Every variable emotion knows. */
export const variables = Type.Object({
  EMOTION_LISTEN: Address('127.0.0.1:50051', 'host:port of the gRPC server'),
  EMOTION_READER: Type.Union([Type.Literal('embedded'), Type.Literal('onnx'), Type.Literal('llm')], {
    default: 'onnx',
    description:
      'Who reads: embedded alone, or corrected by onnx (the transformer that comes with AIW, or a model of yours) or llm (a server of yours)',
  }),
  EMOTION_READER_TIMEOUT_MS: Type.Integer({
    default: 1_500,
    minimum: 50,
    maximum: 60_000,
    description: 'How long the embedded reading waits for a correction; the gateway waits 2000 for a reading',
  }),
  EMOTION_ONNX_FOLDER: Type.Optional(
    Type.String({
      description:
        'Folder with reader.json and the files it names, for EMOTION_READER=onnx; without it the one that comes with AIW',
    }),
  ),
  EMOTION_LLM_URL: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description: 'An OpenAI-compatible server in your network, like http://10.0.0.7:8000/v1; for EMOTION_READER=llm',
    }),
  ),
  EMOTION_LLM_MODEL: Type.Optional(
    Type.String({ maxLength: 200, description: 'The model to ask for, as that server names it' }),
  ),
  EMOTION_LLM_KEY: Type.Optional(Type.String({ description: 'The bearer token that server asks for, if it asks' })),
  EMOTION_LLM_OUTSIDE: Type.Optional(
    Type.Literal(mayLeave, {
      description: `Only to send sentences to an address that is not private, write here: ${mayLeave}`,
    }),
  ),
  ...tlsVariables.properties,
  LOG_LEVEL: LogLevel,
})
