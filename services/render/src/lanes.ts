/** A queue in which lanes take turns: one lane's ten items never delay another lane's first. */
export interface LaneQueue<T> {
  add(item: T, lane: string): void
  /** Puts an item before all others. */
  addFirst(item: T): void
  /** The item whose turn it is, left in the queue. */
  first(): T | undefined
  /** The item that comes after this one; undefined after the last, or when this one is not in the queue. */
  after(item: T): T | undefined
  /** Takes an item out; false when it is not in the queue. Taking a lane's item ends that lane's turn. */
  remove(item: T): boolean
  length(): number
  /** Every item with the number of items that come before it. */
  positions(): [T, number][]
}

export function laneQueue<T>(): LaneQueue<T> {
  const urgent: T[] = []
  /** In the order of their turns: the first key is next. */
  const lanes = new Map<string, T[]>()

  /** All items in the order they will be taken. */
  function order(): T[] {
    const items = [...urgent]
    const rows = [...lanes.values()]
    for (let turn = 0; rows.some((row) => row.length > turn); turn++)
      for (const row of rows) if (row.length > turn) items.push(row[turn]!)
    return items
  }

  return {
    add(item, lane) {
      const row = lanes.get(lane)
      if (row) row.push(item)
      else lanes.set(lane, [item])
    },
    addFirst: (item) => void urgent.unshift(item),
    first: () => urgent[0] ?? lanes.values().next().value?.[0],
    after(item) {
      const items = order()
      const at = items.indexOf(item)
      return at < 0 ? undefined : items[at + 1]
    },
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
    positions: () => order().map((item, index) => [item, index]),
  }
}
