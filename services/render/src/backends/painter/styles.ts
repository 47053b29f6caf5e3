import type { Style } from './style.ts'
import { impressionist } from './styles/impressionist.ts'

/** Every style the painter has, the house style first. */
export const styles: readonly Style[] = [impressionist]

/** The style of a name; the house style where the name is empty or not known. */
export const styleNamed = (name: string): Style => styles.find((style) => style.name === name) ?? impressionist
