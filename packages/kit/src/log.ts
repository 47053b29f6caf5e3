import { type Logger, pino } from 'pino'

export type { Logger }

/** All that code needs to write a line; Fastify's request log fits too. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** A net under the rule, not the rule: no log call is given a writer's words or a secret. These keys print as [hidden]. */
const hidden = ['text', '*.text', 'prompt', '*.prompt', '*.token', 'token', '*.authorization', '*.cookie']

/** Levels a service may log at, loudest first. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** JSON lines on stdout. */
export const createLogger = (name: string, level: string): Logger =>
  pino({ name, level, base: { name }, redact: { paths: hidden, censor: '[hidden]' } })
