import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { WebSocket } from '@fastify/websocket'
import { setImmediate } from 'node:timers/promises'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { FastifyRequest } from 'fastify'
import { Uuid } from '../fields.ts'
import { shares } from '../limits.ts'
import type { FoundSitting, LiveSitting, LiveSittings } from '../live.ts'
import { idOf, maxFrameBytes, parseMessage, type ServerMessage, tooLarge } from '../messages.ts'
import { checkOrigin, identityOf, signedIn } from '../plugins/auth.ts'
import { problemOf } from '../plugins/problems.ts'
import type { House } from '../house.ts'
import { recordAudit } from '../vault/audit.ts'

/** Bytes waiting on a slow line from which on previews are left out, and from which on the socket is closed. */
const slowBytes = 1024 * 1024
const stuckBytes = 8 * 1024 * 1024
/** A line that has been silent this long is asked whether it lives, and closed when it has not answered by the next time. */
const pingMs = 15_000
/** The code a socket is closed with when its session or its sitting is over. */
const signedOut = 1008
/** Messages of one socket that may wait to be taken. */
const mostWaiting = 64
/** Messages of one socket that may be refused: each costs an answer and a line in the log. Then it is closed. */
const mostRefused = 1_000
/** The code a socket is closed with that takes up more than its share: try again later. */
const tooMuch = 1013

/** The socket of a sitting: what the writer says comes in, what becomes of it goes out. */
export const socketRoute: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  const share = shares(house.limits)
  /** The sittings that were asked for and are their writer's. */
  const found = new WeakMap<FastifyRequest, FoundSitting>()

  app.get(
    '/v1/sittings/:id/socket',
    {
      websocket: true,
      schema: { hide: true, params: Type.Object({ id: Uuid }) },
      // Not before the id is known to be one.
      preHandler: async (request) => {
        if (!request.ws) throw new Failure('invalid', 'This is the address of a WebSocket')
        checkOrigin(request)
        await signedIn(house)(request)
        const identity = identityOf(request)
        const { writer } = identity
        const { row } = await live.find(identity, request.params.id)
        share.mayEnter(writer)
        found.set(request, row)
        await recordAudit(house, { action: 'sitting.opened', writer, record: row.id })
      },
    },
    (socket, request) => {
      const identity = identityOf(request)
      const { writer } = identity
      const { hash } = identity.session
      const waiting: Buffer[] = []
      let refused = 0
      let sitting: LiveSitting | undefined
      let isEntering = true
      let isTaking = false
      let leave = () => {}

      // Listeners first: frames may come before the sitting is open.
      socket.on('message', (frame: Buffer) => {
        if (frame.length > maxFrameBytes) refuse(frame, tooLarge())
        else if (waiting.length >= mostWaiting)
          refuse(frame, new Failure('busy', 'Too many messages at once; send this one again'))
        else waiting.push(frame)
        void takeAll()
      })
      socket.on('error', () => socket.terminate())
      try {
        socket.once('close', share.enter(writer))
      } catch {
        // Others opened theirs while this one was asked for.
        return socket.close(tooMuch)
      }
      house.metrics.socketOpened()
      socket.once('close', house.metrics.socketClosed)
      // What was sent before the line broke is still taken. Until then the sitting stays open: whoever comes back meets
      // it, not one loaded while a sentence was on its way into the database.
      socket.once('close', () => {
        if (!isEntering && !isTaking) leave()
      })
      watchOver(socket, () => house.sessions.isAlive(hash))
      void enter()

      async function enter(): Promise<void> {
        try {
          const joined = await live.join(found.get(request)!, identity, send, () => socket.close(signedOut))
          leave = () => {
            leave = () => {}
            joined.leave()
          }
          // Signed out between the question for this socket and now: nothing is taken any more.
          if (!(await house.sessions.isAlive(hash))) {
            leave()
            return socket.close(signedOut)
          }
          sitting = joined.sitting
          isEntering = false
          await takeAll()
        } catch (error) {
          leave()
          // Signed out while the sitting was being opened, its keys are gone: that is no fault.
          const isAlive = await house.sessions.isAlive(hash).catch(() => true)
          if (!isAlive) return socket.close(signedOut)
          refuse(undefined, error)
          socket.close(1011)
        }
      }

      /** One after the other, in the order they came. */
      async function takeAll(): Promise<void> {
        if (!sitting || isTaking) return
        isTaking = true
        for (let frame = waiting.shift(); frame; frame = waiting.shift()) {
          try {
            await house.sessions.touch(hash)
            const message = parseMessage(frame)
            if (message.type !== 'stop') share.say(writer)
            await sitting.take(message, send)
          } catch (error) {
            refuse(frame, error)
          }
          // Everybody else's turn: saying a long sitting again and again must not hold up the house.
          await setImmediate()
        }
        isTaking = false
        if (socket.readyState === socket.CLOSED) leave()
      }

      /** Says why a frame was not taken. Changes nothing in the sitting. */
      function refuse(frame: Buffer | undefined, error: unknown): void {
        if (++refused > mostRefused) return socket.close(tooMuch)
        const failure = toFailure(error)
        logFailure(request, failure)
        const { code, title, detail, retry } = problemOf(failure)
        send({ type: 'problem', id: frame ? idOf(frame) : '', seq: sitting?.seq() ?? 0, code, title, detail, retry })
      }

      function send(message: ServerMessage): void {
        const isPassing = message.type === 'preview' || message.type === 'progress'
        if (socket.readyState !== socket.OPEN || (isPassing && socket.bufferedAmount > slowBytes)) return
        if (socket.bufferedAmount > stuckBytes) socket.terminate()
        else socket.send(JSON.stringify(message))
      }
    },
  )
}

function logFailure(request: FastifyRequest, failure: Failure): void {
  if (failure.code === 'internal') request.log.error({ err: failure }, 'message failed')
  else request.log.info({ code: failure.code }, 'message refused')
}

/** Ends a socket whose other side is gone without a word, or whose session has ended. */
function watchOver(socket: WebSocket, isSignedIn: () => Promise<boolean>): void {
  let isAlive = true
  socket.on('pong', () => (isAlive = true))
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
    // When that cannot be told the next time will tell.
    void isSignedIn()
      .then((isIn) => !isIn && socket.close(signedOut))
      .catch(() => {})
  }, pingMs)
  socket.once('close', () => clearInterval(timer))
}
