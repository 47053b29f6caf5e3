import { isLink, type Graph } from './graph.ts'

/**
 * In which order a graph's nodes run. An output goes first, then what an output waits for, then what that waits for;
 * of equals, the one that was found first.
 */
export function planOf(
  graph: Graph,
  outputs: string[],
  isOutput: (id: string) => boolean,
  isCached: (id: string) => boolean,
) {
  /** Nodes that have not run, in the order in which they were found, and whose results each of them lacks. */
  const lacks = new Map<string, Set<string>>()
  for (const output of outputs) find(output)

  function find(first: string): void {
    const stack = [first]
    const links: [from: string, to: string][] = []
    while (stack.length > 0) {
      const id = stack.pop()!
      if (lacks.has(id)) continue
      lacks.set(id, new Set())
      for (const value of Object.values(graph[id]!.inputs)) {
        if (!isLink(value) || isCached(value[0])) continue
        stack.push(value[0])
        links.push([value[0], id])
      }
    }
    for (const [from, to] of links) lacks.get(to)!.add(from)
  }

  return {
    /** The node to run now; undefined when all have run, or none can because they wait for each other. */
    next(): string | undefined {
      const ready = [...lacks].filter(([, missing]) => missing.size === 0).map(([id]) => id)
      const waitingFor = (id: string) => [...lacks].filter(([, missing]) => missing.has(id)).map(([waiting]) => waiting)
      return (
        ready.find(isOutput) ??
        ready.find((id) => waitingFor(id).some(isOutput)) ??
        ready.find((id) => waitingFor(id).some((waiting) => waitingFor(waiting).some(isOutput))) ??
        ready[0]
      )
    },
    done(id: string): void {
      lacks.delete(id)
      for (const missing of lacks.values()) missing.delete(id)
    },
  }
}
