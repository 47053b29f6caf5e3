import { type Logger, pino } from 'pino'
import { Failure } from './errors.ts'

export type { Logger }

/** All that code needs to write a line; Fastify's request log fits too. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** A net under the rule, not the rule: no log call is given a writer's words or a secret. These keys print as [hidden]. */
const hidden = ['text', '*.text', 'prompt', '*.prompt', '*.token', 'token', '*.authorization', '*.cookie']

/** Levels a service may log at, loudest first. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * An error as it may be logged: its kind, its code and where it was thrown. The message is left out, unless we wrote it
 * for the public, because messages quote what they were given (JSON.parse its input, PostgreSQL its values).
 */
export function loggableError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  return {
    type: error.name,
    ...(error instanceof Failure && { message: error.message }),
    ...('code' in error && { code: String(error.code).slice(0, 40) }),
    // What stands before the frames is the message, which may have lines that look like frames.
    stack: error.stack
      ?.replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(error.cause !== undefined && { cause: loggableError(error.cause) }),
  }
}

/** JSON lines on stdout, or to `destination`. */
export const createLogger = (name: string, level: string, destination?: { write(line: string): void }): Logger => {
  const options = {
    level,
    base: { name },
    redact: { paths: hidden, censor: '[hidden]' },
    serializers: { err: loggableError },
    hooks: {
      // Where a library logs an error without words, pino would take the error's own: they are not ours to print.
      logMethod(args: unknown[], method: (...args: unknown[]) => void) {
        const [first, message = 'an error was logged'] = args
        if (first instanceof Error) method.call(this, { err: first }, message)
        else if (args.length === 1 && typeof first === 'object' && first !== null && 'err' in first)
          method.call(this, first, message)
        else method.apply(this, args)
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
