import { availableParallelism } from 'node:os'
import { join } from 'node:path'
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
  RENDER_NODES: Type.String({
    default: '',
    description:
      'ComfyUI nodes, separated by commas: http://gpu-1:8188 is one, dns+http://comfyui:8188 one for every address of the name; none: the built-in painter paints',
  }),
  RENDER_RECIPES: Type.String({
    default: join(import.meta.dirname, '../recipes'),
    description: 'Folder of the recipes nodes paint by; default: those that come with AIW',
  }),
  RENDER_USE_LEAKING_NODES: Type.Boolean({
    default: false,
    description: 'true: also use nodes that keep prompts or pictures (GetFleet says how); never with patients',
  }),
  RENDER_METRICS_LISTEN: Type.String({
    default: '',
    pattern: '^$|^(\\[[0-9a-fA-F:]+\\]|[A-Za-z0-9.-]+):[0-9]{1,5}$',
    description: 'host:port that answers GET /metrics for Prometheus; empty: nowhere',
  }),
  ...tlsVariables.properties,
  LOG_LEVEL: LogLevel,
})
