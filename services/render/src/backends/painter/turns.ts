import { setImmediate as nextTurn } from 'node:timers/promises'
import { urgency } from './thread.ts'

/** One that takes its turns in this thread with others. */
interface Member {
  rank: number
  wake: () => void
}

/** The most urgent first; of the same rank, whoever came first. */
const members: Member[] = []

/** Takes part in the turns of this thread. `turn` lets messages in and then waits until nothing more urgent is left to do;
 *  `leave` must be called at the end. Whatever happens between two turns is not interrupted. */
export function joinTurns(kind: (typeof urgency)[number] | 'nothing'): {
  turn: () => Promise<void>
  leave: () => void
} {
  const rank = kind === 'nothing' ? urgency.length : urgency.indexOf(kind)
  const member: Member = { rank, wake: () => {} }
  const before = members.findIndex((other) => other.rank > rank)
  members.splice(before < 0 ? members.length : before, 0, member)
  return {
    turn: async () => {
      await nextTurn()
      while (members[0] !== member) await new Promise<void>((resolve) => (member.wake = resolve))
    },
    leave: () => {
      members.splice(members.indexOf(member), 1)
      members[0]?.wake()
    },
  }
}
