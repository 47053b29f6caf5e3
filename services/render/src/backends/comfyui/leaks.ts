/** What a node says of itself that tells whether something of a picture could stay there, or be read by others. */
export interface Manner {
  /** The command line it was started with. */
  argv: readonly string[]
  /** Flags of GET /features. */
  features: Readonly<Record<string, unknown>>
  /** Python modules its node classes come from: "nodes", "custom_nodes.some_package". */
  modules: Iterable<string>
  /** Packages that bring scripts for its page, from GET /extensions. */
  extensions: Iterable<string>
  /** Whether one of the routes of ComfyUI-Manager answers. */
  hasManager: boolean
}

/** The one custom node we use: it comes with ComfyUI, and sends a picture without writing it. */
const ownNode = 'websocket_image_save'

/**
 * How a node would keep or give away what is painted there, each with what ends it, for an operator; none for a node that was
 * started as docs/comfyui.md says.
 */
export function leaksOf({ argv, features, modules, extensions, hasManager }: Manner): string[] {
  const leaks: string[] = []
  if (!argv.includes('--disable-metadata'))
    leaks.push('writes prompts into pictures it saves: start it with --disable-metadata')
  const packages = new Set([...packagesIn(modules), ...extensions, ...whitelisted(argv)])
  packages.delete(ownNode)
  packages.delete('core')
  if (packages.size > 0)
    leaks.push(
      `runs custom nodes (${[...packages].toSorted().join(', ')}): start it with --disable-all-custom-nodes --whitelist-custom-nodes ${ownNode}.py`,
    )
  if (hasManager || argv.includes('--enable-manager'))
    leaks.push('has ComfyUI-Manager, which installs code and writes logs: start it without')
  if (features.assets === true || argv.includes('--enable-assets'))
    leaks.push('keeps a database of pictures: start it with --disable-assets')
  if (argv.some((flag) => flag.startsWith('--enable-cors-header')))
    leaks.push('lets any web page read its queue: start it without --enable-cors-header')
  return leaks
}

const packagesIn = (modules: Iterable<string>): string[] =>
  [...modules].flatMap((module) => /^custom_nodes\.([^.]+)/.exec(module)?.[1] ?? [])

/** What is loaded although custom nodes are disabled. */
function whitelisted(argv: readonly string[]): string[] {
  const at = argv.indexOf('--whitelist-custom-nodes')
  if (at < 0) return []
  const rest = argv.slice(at + 1)
  const end = rest.findIndex((flag) => flag.startsWith('--'))
  return (end < 0 ? rest : rest.slice(0, end)).map((name) => name.replace(/\.py$/, ''))
}
