import { join } from 'node:path'
import { loadPackageDefinition } from '@grpc/grpc-js'
import { loadSync } from '@grpc/proto-loader'
import type { ProtoGrpcType as EmotionTypes } from './types/emotion.ts'
import type { ProtoGrpcType as RenderTypes } from './types/render.ts'

// Must match the flags of `npm run generate`, or the types lie.
const options = { longs: Number, enums: String, defaults: true, oneofs: true, includeDirs: [import.meta.dirname] }

const emotion = join(import.meta.dirname, 'aiw/emotion/v1/emotion.proto')
const render = join(import.meta.dirname, 'aiw/render/v1/render.proto')

const load = <T>(file: string) => loadPackageDefinition(loadSync(file, options)) as unknown as T

export const { EmotionService } = load<EmotionTypes>(emotion).aiw.emotion.v1
export const { RenderService } = load<RenderTypes>(render).aiw.render.v1

/** What reflection tells of each service: the contract with the field names it was written with. */
export const emotionContract = loadSync(emotion, { ...options, keepCase: true })
export const renderContract = loadSync(render, { ...options, keepCase: true })

export type { EmotionServiceClient, EmotionServiceHandlers } from './types/aiw/emotion/v1/EmotionService.ts'
export type { Concept__Output as Concept } from './types/aiw/emotion/v1/Concept.ts'
export type { EmotionKind__Output as EmotionKind } from './types/aiw/emotion/v1/EmotionKind.ts'
export type { Feeling__Output as Feeling } from './types/aiw/emotion/v1/Feeling.ts'
export type { ListConceptsResponse__Output as ListConceptsResponse } from './types/aiw/emotion/v1/ListConceptsResponse.ts'
export type { Reading__Output as Reading } from './types/aiw/emotion/v1/Reading.ts'
export type { Sentence__Output as Sentence } from './types/aiw/emotion/v1/Sentence.ts'
export type { Sign__Output as Sign } from './types/aiw/emotion/v1/Sign.ts'
export type { Voice__Output as Voice } from './types/aiw/emotion/v1/Voice.ts'

export type { RenderServiceClient, RenderServiceHandlers } from './types/aiw/render/v1/RenderService.ts'
export type { Image__Output as Image } from './types/aiw/render/v1/Image.ts'
export type { ListStylesResponse__Output as ListStylesResponse } from './types/aiw/render/v1/ListStylesResponse.ts'
export type { Look__Output as Look } from './types/aiw/render/v1/Look.ts'
export type { Measured__Output as Measured } from './types/aiw/render/v1/Measured.ts'
export type { Node__Output as Node } from './types/aiw/render/v1/Node.ts'
export type { PaintRequest__Output as PaintRequest } from './types/aiw/render/v1/PaintRequest.ts'
export type { PaintResponse } from './types/aiw/render/v1/PaintResponse.ts'
export type { Picture__Output as Picture } from './types/aiw/render/v1/Picture.ts'
export type { Style__Output as Style } from './types/aiw/render/v1/Style.ts'

export type { Age__Output as Age } from './types/aiw/scene/v1/Age.ts'
export type { Moment__Output as Moment } from './types/aiw/scene/v1/Moment.ts'
export type { Motif__Output as Motif } from './types/aiw/scene/v1/Motif.ts'
export type { Person__Output as Person } from './types/aiw/scene/v1/Person.ts'
export type { Presence__Output as Presence } from './types/aiw/scene/v1/Presence.ts'
export type { Quantity__Output as Quantity } from './types/aiw/scene/v1/Quantity.ts'
export type { Role__Output as Role } from './types/aiw/scene/v1/Role.ts'
export type { Scene__Output as Scene } from './types/aiw/scene/v1/Scene.ts'
export type { Setting__Output as Setting } from './types/aiw/scene/v1/Setting.ts'
export type { TimeOfDay__Output as TimeOfDay } from './types/aiw/scene/v1/TimeOfDay.ts'
export type { Viewpoint__Output as Viewpoint } from './types/aiw/scene/v1/Viewpoint.ts'
export type { Season__Output as Season } from './types/aiw/scene/v1/Season.ts'
export type { Weather__Output as Weather } from './types/aiw/scene/v1/Weather.ts'
