import { createHash } from 'node:crypto'

/** A graph as POST /prompt takes it: node ids and what they are. */
export type Graph = Record<string, GraphNode>

/** One node of a graph. An input is a plain value or a link to another node's output. */
export interface GraphNode {
  class_type: string
  inputs: Record<string, unknown>
  _meta?: unknown
}

/** `[id of the node it comes from, which of its outputs]`. */
export type Link = [string, number]

/** Whether an input comes from another node. */
export function isLink(value: unknown): value is Link {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number'
}

/**
 * What a node's outputs depend on, as one short string: equal for equal work, whatever the ids of the nodes are.
 * `contentOf` tells what lies in a file that a node reads.
 */
export function signatureOf(
  graph: Graph,
  id: string,
  contentOf: (node: GraphNode) => string = () => '',
  known = new Map<string, string>(),
): string {
  const already = known.get(id)
  if (already !== undefined) return already
  known.set(id, `cycle:${id}`)
  const node = graph[id]
  if (!node) return `nothing:${id}`
  const inputs = Object.keys(node.inputs)
    .toSorted()
    .map((name) => {
      const value = node.inputs[name]
      return [name, isLink(value) ? [signatureOf(graph, value[0], contentOf, known), value[1]] : { value }]
    })
  const signature = createHash('sha256')
    .update(JSON.stringify([node.class_type, inputs, contentOf(node)]))
    .digest('hex')
  known.set(id, signature)
  return signature
}

/** Ids of all nodes that a node needs, itself among them. */
export function neededBy(graph: Graph, id: string, found = new Set<string>()): Set<string> {
  if (found.has(id) || !graph[id]) return found
  found.add(id)
  for (const value of Object.values(graph[id].inputs)) if (isLink(value)) neededBy(graph, value[0], found)
  return found
}
