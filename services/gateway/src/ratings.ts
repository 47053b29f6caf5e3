import { type Static, Type } from 'typebox'
import { Uuid } from './fields.ts'
import { comfortPictures } from './taste/comfort.ts'

const Share = (description: string) => Type.Optional(Type.Number({ minimum: 0, maximum: 1, description }))

/** What a writer says of a picture: how it was, what they did with it. Each part is optional; one is there at least. */
export const RatingParts = {
  gotIt: Share('Whether the picture got it: 0 not at all to 1 wholly'),
  comfort: Share('0 not comfortable with it to 1 very comfortable'),
  motivation: Share('0 it does not make me want to write to 1 it very much does'),
  vivid: Share('How clear the writer’s own image was: 0 none to 1 as if seen'),
  kept: Type.Optional(
    Type.Enum(['one', 'none'], { description: 'Of several pictures side by side: this one, or none of them' }),
  ),
  over: Type.Optional(
    Type.Array(Uuid, { maxItems: 8, uniqueItems: true, description: 'The pictures beside it that were not kept' }),
  ),
  hidden: Type.Optional(Type.Literal(true, { description: 'The writer hid it' })),
  rejected: Type.Optional(
    Type.Enum(['frightening', 'offensive', 'distracting', 'wrong', 'other'], { description: 'Not right, and why' }),
  ),
}

/** A rating as it is kept, with what it is about: a picture, one of the comfort round, or a sentence. */
export const Rating = Type.Object({
  picture: Type.Optional(Uuid),
  comfortPicture: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: comfortPictures - 1,
      description: 'The number of a picture of GET /v1/comfort/{n}',
    }),
  ),
  ...RatingParts,
})
export type Rating = Static<typeof Rating>
