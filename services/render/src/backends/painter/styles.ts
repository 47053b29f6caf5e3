import type { Style } from './style.ts'
import { impressionist } from './styles/impressionist.ts'
import { inkOnPaper } from './styles/ink.ts'
import { pointillist } from './styles/pointillist.ts'
import { swirl } from './styles/swirl.ts'
import { watercolour } from './styles/watercolour.ts'

/** Every style the painter has, the house style first. */
export const styles: readonly Style[] = [impressionist, pointillist, swirl, watercolour, inkOnPaper]

/** The style of a name; the house style where the name is empty or not known. */
export const styleNamed = (name: string): Style => styles.find((style) => style.name === name) ?? impressionist
