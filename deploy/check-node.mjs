// Plain JavaScript that any Node understands: says in one line what a stack trace would not.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 12)) {
  console.error(
    `AIW needs Node 24.12 or newer; this is ${process.version}. Install it from nodejs.org, or run "npm ci" without --omit=optional on Linux or Windows, which brings it along.`,
  )
  process.exit(1)
}
