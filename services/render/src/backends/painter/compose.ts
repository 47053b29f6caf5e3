import type { Job } from '../backend.ts'
import { leaveRoom, leaveTrace } from './compose/absence.ts'
import { type Air, airOf } from './compose/air.ts'
import { type Brief, briefOf } from './compose/brief.ts'
import { placeCrowd, placePeople } from './compose/people.ts'
import { placeThings } from './compose/placing.ts'
import { randomOf } from './compose/random.ts'
import { settings } from './compose/settings/all.ts'
import { sheetOf } from './compose/sheet.ts'
import type { Stage } from './compose/stage.ts'
import { drawFalling, drawHaze } from './compose/weather.ts'
import type { Composition } from './composition.ts'

/** What a picture is composed from. */
export type ComposeJob = Pick<Job, 'scene' | 'look' | 'seed' | 'width' | 'height'>

/**
 * Sets the scene up to the point where it could be painted: the setting stands on the sheet, everything else is placed
 * (`props`, with their names and boxes in pixels) but not drawn. Pure.
 */
export function stageFor(job: ComposeJob): Stage {
  const brief = briefOf(job)
  const { width, height } = job
  const r = randomOf(job.seed, 'layout')
  const stage: Stage = {
    brief,
    air: airFor(brief),
    sheet: sheetOf(width, height),
    width,
    height,
    unit: height / 640,
    side: r() < 0.5 ? 1 : -1,
    horizon: height * 0.5,
    eye: 3,
    reach: 1,
    sun: { x: width, y: 0 },
    props: [],
    spots: [],
    open: undefined,
    back: undefined,
    front: height * 0.955,
    // The golden section, on either side.
    focus: (r() < 0.5 ? 0.382 : 0.618) + (r() - 0.5) * 0.07,
    grown: undefined,
    isCut: false,
  }
  settings[brief.setting](stage)
  const { focus } = stage
  drawHaze(stage)
  stage.sheet.survey()
  leaveRoom(stage, focus)
  const seated = placePeople(stage, focus)
  placeThings(stage, focus, seated?.on)
  placeCrowd(stage)
  leaveTrace(stage, focus)
  return stage
}

/** The clouds are those of the feeling: a brighter or darker look lights the same sky. */
const airFor = ({ time, weather, brightness, warmth, felt }: Brief): Air => ({
  ...airOf(time, weather, brightness, warmth),
  cover: airOf(time, weather, felt.brightness, warmth).cover,
})

/**
 * Composes the picture that the brush then paints: colours, what is seen where, light and focus. The same scene, look,
 * seed and size give the same bytes. About 60 ms for 1,024 x 640.
 */
export function compose(job: ComposeJob): Composition {
  const stage = stageFor(job)
  for (const prop of stage.props.toSorted((a, b) => a.depth - b.depth)) prop.draw()
  drawFalling(stage)
  const { rgba, matter } = stage.sheet.finish()
  return {
    width: stage.width,
    height: stage.height,
    rgba,
    matter,
    horizon: Math.round(stage.horizon),
    light: stage.sun,
    focus: stage.props
      .filter((prop) => prop.asked || prop.isTrace)
      .slice(0, 14)
      .map((prop) => ({ x: prop.x, y: prop.y - prop.height / 2, radius: Math.max(prop.width, prop.height) * 0.6 })),
  }
}
