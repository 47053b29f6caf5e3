// How well a writer's taste is found: node services/gateway/bench/taste.ts [seeds]. Writers whose taste is known rate 24
// pictures, then their taste is another one, and they rate 24 more. Each line is for one kind of writer and one noise of
// their ratings (standard deviation, on a scale of 0 to 1): how many of 100 chosen looks were in the top quarter of what is
// offered, after so many ratings; and how much was lost with them, of what an average look loses.
import { kinds, type Kind } from '../test/taste-writers.ts'
import { follow } from '../test/taste-writers.ts'

const seeds = Number(process.argv[2] ?? 200)
const at = [0, 4, 8, 12, 16, 24, 30, 36, 48]

for (const begins of ['with the comfort round', 'without'] as const) {
  console.log(`\n${begins}; ${seeds} writers a line; the taste changes after 24 ratings\n`)
  console.log(`${'kind'.padEnd(10)} noise | top quarter after ${at.join(' ')} | lost`)
  for (const kind of kinds) for (const noise of [0.05, 0.1, 0.2]) console.log(line(kind, noise, begins !== 'without'))
}

function line(kind: Kind, noise: number, hasComfortRound: boolean): string {
  const runs = Array.from({ length: seeds }, (_, seed) =>
    follow({ kind, noise, seed: `${seed}`, hasComfortRound, ratings: 48, changesAfter: 24 }),
  )
  const share = (of: (step: { worse: number; lost: number }) => number) =>
    at.map((n) => `${Math.round((100 * runs.reduce((sum, run) => sum + of(run[n]!), 0)) / seeds)}`.padStart(4)).join('')
  return `${kind.padEnd(10)} ${noise.toFixed(2)}  | ${share(({ worse }) => Number(worse <= 0.25))} | ${share(({ lost }) => lost)}`
}
