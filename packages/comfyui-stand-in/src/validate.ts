import type { Graph, GraphNode } from './graph.ts'
import { choicesOf, type Generation, type InputSpec, type NodeClass } from './object-info.ts'

/** One thing that is wrong, as ComfyUI says it. */
export interface Reason {
  type: string
  message: string
  details: string
  extra_info: Record<string, unknown>
}

/** What is wrong with a node. */
export interface NodeErrors {
  errors: Reason[]
  dependent_outputs: string[]
  class_type: string
}

/** Whether a graph may run, which of its outputs will, and what is wrong with the rest. */
export interface Verdict {
  error: Reason | null
  outputs: string[]
  node_errors: Record<string, NodeErrors>
}

/** What validation has to know of a node. */
export interface Known {
  classes: Record<string, NodeClass>
  generation: Generation
  /** Whether a picture that `LoadImage` names is there. */
  hasImage: (name: string) => boolean
  log: (line: string) => void
}

/** An exception in the real validator; the message is Python's. */
class PythonError extends Error {
  readonly kind: string
  constructor(kind: string, message: string) {
    super(message)
    this.kind = kind
  }
}

type Checked = Map<string, { isValid: boolean; reasons: Reason[] }>

/** Checks a graph. It coerces plain values in place, as ComfyUI does. */
export function validate(graph: Graph, known: Known, targets?: string[]): Verdict {
  if (Array.isArray(graph) && known.generation === 'newest') throw new TypeError('a list is no graph')
  const outputs: string[] = []
  for (const [id, node] of Object.entries(graph)) {
    const found = known.classes[node.class_type]
    if (!found) return { error: unknownClass(known.generation, node, id), outputs: [], node_errors: {} }
    if (found.output_node && (!targets || targets.includes(id))) outputs.push(id)
  }
  if (outputs.length === 0) {
    return { error: reason('prompt_no_outputs', 'Prompt has no outputs', '', {}), outputs: [], node_errors: {} }
  }

  const checked: Checked = new Map()
  const good: string[] = []
  const node_errors: Record<string, NodeErrors> = {}
  const said: string[] = []
  for (const output of outputs) {
    try {
      checkNode(graph, output, known, checked)
    } catch (error) {
      checked.set(output, {
        isValid: false,
        reasons: [exception('exception_during_validation', 'node', error as Error)],
      })
    }
    const { isValid, reasons } = checked.get(output)!
    if (isValid) {
      good.push(output)
      continue
    }
    known.log(`Failed to validate prompt for output ${output}:`)
    said.push(...reasons.map(lineOf))
    for (const [id, of] of checked) {
      if (of.isValid || of.reasons.length === 0) continue
      const { class_type } = graph[id]!
      if (!node_errors[id]) for (const reason of of.reasons) known.log(`* ${class_type} ${id}: ${lineOf(reason)}`)
      node_errors[id] ??= { errors: of.reasons, dependent_outputs: [], class_type }
      node_errors[id].dependent_outputs.push(output)
    }
  }
  if (good.length > 0) return { error: null, outputs: good, node_errors }
  const failed = reason('prompt_outputs_failed_validation', 'Prompt outputs failed validation', said.join('\n'), {})
  return { error: failed, outputs: [], node_errors }
}

function unknownClass(generation: Generation, node: GraphNode, id: string): Reason {
  const { class_type = null } = node as Partial<GraphNode>
  const where = `Node ID '#${id}'`
  if (generation === '0.3.64') {
    const what =
      class_type === null ? 'a node is missing the class_type property.' : `node ${class_type} does not exist.`
    return reason('invalid_prompt', `Cannot execute because ${what}`, where, {})
  }
  const title = (node._meta as { title?: string } | undefined)?.title ?? class_type
  const message =
    class_type === null
      ? `Node '${title ?? `ID #${id}`}' has no class_type. The workflow may be corrupted or a custom node is missing.`
      : `Node '${title}' not found. The custom node may not be installed.`
  return reason('missing_node_type', message, where, { node_id: id, class_type, node_title: title })
}

function checkNode(graph: Graph, id: string, known: Known, checked: Checked, visiting: string[] = []): boolean {
  const already = checked.get(id)
  if (already) return already.isValid
  if (visiting.includes(id)) return inCycle(graph, id, known, checked, visiting)
  const node = graph[id]!
  if (!node.inputs) throw new PythonError('KeyError', "'inputs'")
  const { input } = known.classes[node.class_type]!
  const reasons: Reason[] = []
  let isValid = true
  for (const [group, specs] of [
    ['required', input.required ?? {}],
    ['optional', input.optional ?? {}],
  ] as const) {
    for (const [name, spec] of Object.entries(specs)) {
      const value = node.inputs[name]
      if (value === undefined) {
        if (group === 'required')
          reasons.push(reason('required_input_missing', 'Required input is missing', name, { input_name: name }))
        continue
      }
      const info = { input_name: name, input_config: [spec[0], spec[1] ?? {}] }
      if (!Array.isArray(value)) {
        const wrong = checkValue(node, name, spec, known, info)
        if (wrong) reasons.push(wrong)
        continue
      }
      if (value.length !== 2) {
        const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]'
        reasons.push(reason('bad_linked_input', message, name, { ...info, received_value: value }))
        continue
      }
      const wrong = checkLink(graph, name, value as [string, number], spec, known, info)
      if (wrong) {
        reasons.push(wrong)
        continue
      }
      try {
        if (!checkNode(graph, String(value[0]), known, checked, [...visiting, id])) isValid = false
      } catch (error) {
        isValid = false
        const inner = exception('exception_during_inner_validation', 'inner node', error as Error)
        Object.assign(inner.extra_info, info, { exception_message: (error as Error).message, linked_node: value })
        checked.set(String(value[0]), { isValid: false, reasons: [inner] })
      }
    }
  }
  const inItself = checked.get(id)?.reasons ?? []
  const ok = isValid && reasons.length === 0 && inItself.length === 0
  checked.set(id, { isValid: ok, reasons: [...inItself, ...reasons] })
  return ok
}

/** Nodes that need each other. The older one runs out of stack on them and then has no word for it. */
function inCycle(graph: Graph, id: string, known: Known, checked: Checked, visiting: string[]): boolean {
  if (known.generation === '0.3.64') return false
  const cycle_nodes = visiting.slice(visiting.indexOf(id))
  const path = [...cycle_nodes, id].map((each) => `${each} (${graph[each]!.class_type})`).join(' -> ')
  for (const each of cycle_nodes) {
    const told = reason('dependency_cycle', 'Dependency cycle detected', path, { node_id: each, cycle_nodes })
    checked.set(each, { isValid: false, reasons: [told] })
  }
  return false
}

function checkLink(graph: Graph, name: string, link: [string, number], spec: InputSpec, known: Known, info: object) {
  const from = graph[link[0]]
  if (!from) throw new PythonError('KeyError', `'${link[0]}'`)
  const received = known.classes[from.class_type]!.output[link[1]]
  if (received === undefined) throw new PythonError('IndexError', 'tuple index out of range')
  const wanted = spec[0]
  if (typeof wanted === 'string' && overlaps(received, wanted)) return undefined
  const details = `${name}, received_type(${received}) mismatch input_type(${pythonOf(wanted)})`
  return reason('return_type_mismatch', 'Return type mismatch between linked nodes', details, {
    ...info,
    received_type: received,
    linked_node: link,
  })
}

/** Types may be lists, such as `FLOAT,INT`; `*` takes and is anything. */
function overlaps(received: string, wanted: string): boolean {
  const all = (types: string) => types.split(',').map((type) => type.trim())
  return received === '*' || wanted === '*' || all(received).some((type) => all(wanted).includes(type))
}

function checkValue(node: GraphNode, name: string, spec: InputSpec, known: Known, info: object): Reason | undefined {
  const [kind, limits = {}] = spec
  let value = node.inputs[name]
  try {
    value = node.inputs[name] = coerced(kind, value)
  } catch (error) {
    const { message } = error as Error
    const extra = { ...info, received_value: value, exception_message: message }
    return reason(
      'invalid_input_type',
      `Failed to convert an input value to a ${String(kind)} value`,
      `${name}, ${String(value)}, ${message}`,
      extra,
    )
  }
  if (node.class_type.startsWith('LoadImage') && name === 'image') {
    if (known.hasImage(String(value))) return undefined
    const details = `image - Invalid image file: ${String(value)}`
    return reason('custom_validation_failed', 'Custom validation failed for node', details, { input_name: name })
  }
  const extra = { ...info, received_value: value }
  if (typeof limits.min === 'number' && Number(value) < limits.min) {
    return reason(
      'value_smaller_than_min',
      `Value ${pythonOf(value)} smaller than min of ${pythonOf(limits.min)}`,
      name,
      extra,
    )
  }
  if (typeof limits.max === 'number' && Number(value) > limits.max) {
    return reason(
      'value_bigger_than_max',
      `Value ${pythonOf(value)} bigger than max of ${pythonOf(limits.max)}`,
      name,
      extra,
    )
  }
  // The older one lets any value of the newer kind of choice pass: it looks for a list where there is a word.
  const choices = known.generation === '0.3.64' && !Array.isArray(kind) ? undefined : choicesOf(spec)
  if (!choices || choices.includes(value)) return undefined
  const isLong = choices.length > 20
  const list = isLong ? `(list of length ${choices.length})` : printed(choices)
  return reason(
    'value_not_in_list',
    'Value not in list',
    `${name}: ${known.generation === '0.3.64' ? `'${String(value)}'` : printed(value)} not in ${list}`,
    {
      ...extra,
      ...(isLong && { input_config: null }),
    },
  )
}

function coerced(kind: unknown, value: unknown): unknown {
  if (kind === 'INT') {
    if (typeof value === 'string' && !/^\s*[-+]?\d+\s*$/.test(value)) {
      throw new Error(`invalid literal for int() with base 10: '${value}'`)
    }
    return Math.trunc(Number(value))
  }
  if (kind === 'FLOAT') {
    if (typeof value === 'string' && (value.trim() === '' || Number.isNaN(Number(value)))) {
      throw new Error(`could not convert string to float: '${value}'`)
    }
    return Number(value)
  }
  if (kind === 'STRING') return typeof value === 'string' ? value : pythonOf(value)
  if (kind === 'BOOLEAN') return Boolean(value)
  return value
}

function reason(type: string, message: string, details: string, extra_info: Record<string, unknown>): Reason {
  return { type, message, details, extra_info }
}

function exception(type: string, what: string, error: Error): Reason {
  const kind = error instanceof PythonError ? error.kind : error.name
  const traceback = [`  File "execution.py", in validate_inputs\n`]
  return reason(type, `Exception when validating ${what}`, error.message, { exception_type: kind, traceback })
}

function lineOf({ message, details }: Reason): string {
  return `${message}: ${details}`
}

/** A value as Python prints it inside a list: texts in quotes. */
function printed(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : pythonOf(value)
}

/** A value as Python prints it by itself. */
function pythonOf(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value === null) return 'None'
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`
  return String(value)
}
