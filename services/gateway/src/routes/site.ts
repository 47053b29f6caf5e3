import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { House } from '../house.ts'

const Card = Type.Object({
  title: Type.String(),
  text: Type.String(),
  contacts: Type.Array(Type.Object({ name: Type.String(), detail: Type.String() })),
})

/** What anybody may know of this site, before they sign in. */
export const siteRoutes: FastifyPluginAsyncTypebox<{ house: House }> = async (app, { house }) => {
  app.get(
    '/v1/site',
    {
      schema: {
        summary: 'What this site offers and who helps here; for the page, before anybody signs in',
        response: {
          200: Type.Object({
            open: Type.Boolean({ description: 'Whether anybody may begin as a new writer' }),
            dictation: Type.Boolean({ description: 'Whether a server of the site writes down what is spoken' }),
            readsAlong: Type.Enum(['nobody', 'therapist'], { description: 'Who reads along while somebody writes' }),
            kiosk: Type.Boolean({ description: 'Whether many people use this device, one after the other' }),
            idleMinutes: Type.Integer({ description: 'After how many unused minutes the page locks or signs out' }),
            help: Type.Object({ en: Card, zh: Card }),
            programme: Type.Object({ days: Type.Integer(), minutes: Type.Integer() }),
          }),
        },
      },
    },
    async () => {
      const { dictation, readsAlong, kioskMinutes, idleMinutes, programme } = house.site
      return {
        open: house.isOpen,
        dictation,
        readsAlong,
        kiosk: kioskMinutes !== undefined,
        idleMinutes,
        help: house.helpCard,
        programme: { days: programme.days, minutes: programme.minutes },
      }
    },
  )
}
