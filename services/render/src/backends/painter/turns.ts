import { setImmediate as nextTurn } from 'node:timers/promises'
import { urgency } from './thread.ts'

/** One that takes its turns in this thread with others. */
interface Member {
  rank: number
  joinedAt: number
  wake: () => void
}

/** Who has been at it for so long is laid aside no more, or a steady stream of more urgent things would keep it for ever;
 *  milliseconds. */
const patienceMs = 1_500

/** The most urgent first; of the same rank, whoever came first. */
const members: Member[] = []

function order(): void {
  const now = performance.now()
  for (const member of members) if (now - member.joinedAt > patienceMs) member.rank = 0
  members.sort((a, b) => a.rank - b.rank || a.joinedAt - b.joinedAt)
}

/** Takes part in the turns of this thread. `turn` lets messages in and then waits until nothing more urgent is left to do;
 *  `leave` must be called at the end. Whatever happens between two turns is not interrupted. */
export function joinTurns(kind: (typeof urgency)[number] | 'nothing'): {
  turn: () => Promise<void>
  leave: () => void
} {
  const isForNobody = kind === 'nothing'
  const member: Member = {
    rank: isForNobody ? urgency.length : urgency.indexOf(kind),
    joinedAt: isForNobody ? Infinity : performance.now(),
    wake: () => {},
  }
  members.push(member)
  order()
  return {
    turn: async () => {
      await nextTurn()
      order()
      while (members[0] !== member) {
        members[0]!.wake()
        await new Promise<void>((resolve) => (member.wake = resolve))
      }
    },
    leave: () => {
      members.splice(members.indexOf(member), 1)
      order()
      members[0]?.wake()
    },
  }
}
