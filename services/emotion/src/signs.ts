import type { Sign } from '@aiw/proto'

/** Signs of concern as models are asked for them: `Sign` of proto in lower case. */
export const signNames = [
  'passive_ideation',
  'active_ideation',
  'plan_or_means',
  'preparation',
  'self_harm',
  'harm_by_others',
] as const

export const signNamed = (name: (typeof signNames)[number]): Sign => `SIGN_${name.toUpperCase()}` as Sign
