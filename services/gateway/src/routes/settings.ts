import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { TSchema } from 'typebox'
import type { LiveSittings } from '../live.ts'
import { identityOf, signedIn } from '../plugins/auth.ts'
import type { House } from '../house.ts'
import { changeSettings, effectiveSettings, origins, SettingValues, type Settings } from '../settings.ts'
import { recordAudit } from '../vault/audit.ts'

const Origin = Type.Enum([...origins], { description: 'Who has set it, each within the limits of those before' })

/** A setting as it holds. */
const effectiveSchema = (value: TSchema) =>
  Type.Object({
    value,
    origin: Origin,
    ...('type' in value &&
      value.type === 'number' && {
        least: Type.Optional(Type.Number({ description: 'Neither the setting nor any picture is below' })),
        most: Type.Optional(Type.Number({ description: 'Neither the setting nor any picture is above' })),
      }),
    fixed: Type.Optional(Type.Literal(true, { description: 'The writer cannot change it' })),
  })

const properties = Object.entries(SettingValues.properties) as [string, TSchema][]

const Answer = Type.Object({
  version: Type.String({ description: 'Another one whenever something was changed' }),
  settings: Type.Unsafe<Settings['settings']>(
    Type.Object(Object.fromEntries(properties.map(([name, value]) => [name, effectiveSchema(value)]))),
  ),
})

const Changes = Type.Unsafe<Partial<{ [K in keyof SettingValues]: SettingValues[K] | null }>>(
  Type.Object(
    Object.fromEntries(properties.map(([name, value]) => [name, Type.Optional(Type.Union([value, Type.Null()]))])),
    { additionalProperties: false, minProperties: 1 },
  ),
)

/** How the house is set for a writer, by whom, and what they change of it. */
export const settingsRoutes: FastifyPluginAsyncTypebox<{ house: House; live: LiveSittings }> = async (
  app,
  { house, live },
) => {
  app.get(
    '/v1/settings',
    {
      schema: {
        summary: 'What is set for this writer, and from whom it comes',
        response: { 200: Answer },
      },
      preHandler: signedIn(house),
    },
    async (request) => effectiveSettings(house, identityOf(request)),
  )

  app.patch(
    '/v1/settings',
    {
      schema: {
        summary: 'Change settings; null goes back to what the house has. Holds from the next picture on',
        body: Changes,
        response: { 200: Answer },
      },
      onRequest: signedIn(house),
    },
    async (request) => {
      const identity = identityOf(request)
      const before = await effectiveSettings(house, identity)
      const after = await changeSettings(house, identity, request.body)
      await live.eachOf(identity.writer, (sitting) => sitting.useSettings(after.settings))
      if (after.version !== before.version)
        await recordAudit(house, { action: 'settings.changed', writer: identity.writer })
      return after
    },
  )
}
