/** A queue in which lanes take turns, the newest item of a lane first: one lane's ten items never delay another lane's
 *  first, and what was asked for last is seen first. */
export interface LaneQueue<T> {
  add(item: T, lane: string): void
  /** Puts an item before all others. */
  addFirst(item: T): void
  /** Takes an item out; false when it is not in the queue. Taking the item whose turn it is ends its lane's turn. */
  remove(item: T): boolean
  length(): number
  /** All items in the order they will be taken. */
  order(): T[]
}

export function laneQueue<T>(): LaneQueue<T> {
  const urgent: T[] = []
  /** In the order of their turns: the first key is next. Newest item of a lane first. */
  const lanes = new Map<string, T[]>()
  return {
    add(item, lane) {
      const row = lanes.get(lane)
      if (row) row.unshift(item)
      else lanes.set(lane, [item])
    },
    addFirst: (item) => void urgent.unshift(item),
    remove(item) {
      const at = urgent.indexOf(item)
      if (at >= 0) return urgent.splice(at, 1).length > 0
      for (const [lane, row] of lanes) {
        const index = row.indexOf(item)
        if (index < 0) continue
        row.splice(index, 1)
        if (row.length === 0) lanes.delete(lane)
        else if (index === 0) {
          lanes.delete(lane)
          lanes.set(lane, row) // its turn is over: to the end of the line
        }
        return true
      }
      return false
    },
    length: () => urgent.length + [...lanes.values()].reduce((sum, row) => sum + row.length, 0),
    order() {
      const items = [...urgent]
      const rows = [...lanes.values()]
      for (let turn = 0; rows.some((row) => row.length > turn); turn++)
        for (const row of rows) if (row.length > turn) items.push(row[turn]!)
      return items
    },
  }
}
