import type { PackageDefinition } from '@grpc/proto-loader'
import descriptor, {
  type IDescriptorProto,
  type IFieldDescriptorProto,
  type IFileDescriptorProto,
} from 'protobufjs/ext/descriptor/index.js'

/**
 * A contract that strict readers of reflection understand, buf curl among them: its files name the files they need, its
 * fields name their types in full, and the entries of maps are named as protoc names them. proto-loader 0.8.1 with
 * protobufjs 7.6 does none of it (grpc-node #2595). For true field names load the contract with `keepCase`.
 */
export function withImports(contract: PackageDefinition): PackageDefinition {
  const encoded = new Set(Object.values(contract).flatMap((part) => filesOf(part) ?? []))
  const files = new Map([...encoded].map((bytes) => [bytes, decode(bytes)]))
  /** The file of every type, by the type's full name. */
  const homes = new Map<string, string>()
  for (const { name, package: scope, messageType, enumType } of files.values()) {
    for (const [, message] of messagesIn(messageType, scope!)) nameMapEntries(message)
    for (const type of enumType ?? []) homes.set(`${scope}.${type.name}`, name!)
    for (const [fullName, message] of messagesIn(messageType, scope!)) {
      homes.set(fullName, name!)
      for (const type of message.enumType ?? []) homes.set(`${fullName}.${type.name}`, name!)
    }
  }

  const complete = new Map<Buffer, Buffer>()
  for (const [bytes, file] of files) {
    const needed = new Set<string>()
    for (const [scope, field] of fieldsIn(file)) {
      const fullName = resolveName(field.typeName!, scope, homes)
      field.typeName = `.${fullName}`
      needed.add(homes.get(fullName)!)
    }
    file.dependency = [...needed].filter((name) => name !== file.name)
    complete.set(bytes, Buffer.from(descriptor.FileDescriptorProto.encode(file).finish()))
  }
  return Object.fromEntries(
    Object.entries(contract).map(([name, part]) => {
      const own = filesOf(part)
      return [
        name,
        own ? Object.assign({}, part, { fileDescriptorProtos: own.map((one) => complete.get(one)!) }) : part,
      ]
    }),
  )
}

const decode = (bytes: Buffer) => descriptor.FileDescriptorProto.decode(bytes) as IFileDescriptorProto

const filesOf = (part: object): Buffer[] | undefined =>
  'fileDescriptorProtos' in part ? (part.fileDescriptorProtos as Buffer[]) : undefined

/** Every message with its full name, those inside others too. */
const messagesIn = (messages: IDescriptorProto[] | undefined, scope: string): [string, IDescriptorProto][] =>
  (messages ?? []).flatMap((message) => {
    const fullName = `${scope}.${message.name}`
    return [[fullName, message], ...messagesIn(message.nestedType, fullName)] as [string, IDescriptorProto][]
  })

/** Every field that has a named type, with the full name of its message. */
const fieldsIn = (file: IFileDescriptorProto): [string, IFieldDescriptorProto][] =>
  messagesIn(file.messageType, file.package!).flatMap(([scope, { field }]) =>
    (field ?? []).filter(({ typeName }) => typeName).map((one) => [scope, one] as [string, IFieldDescriptorProto]),
  )

/** protobufjs calls the entry of map `title` "Title"; protoc, and all who check, "TitleEntry". */
function nameMapEntries({ nestedType, field }: IDescriptorProto): void {
  for (const entry of nestedType ?? []) {
    if (!entry.options?.mapEntry || entry.name!.endsWith('Entry')) continue
    const name = `${entry.name}Entry`
    for (const one of field ?? []) if (one.typeName?.split('.').at(-1) === entry.name) one.typeName = name
    entry.name = name
  }
}

/** The full name that a name in a scope means: the innermost that exists, as protoc resolves it. */
function resolveName(name: string, scope: string, known: ReadonlyMap<string, unknown>): string {
  if (name.startsWith('.')) return name.slice(1)
  for (let outer = scope; outer; outer = outer.slice(0, Math.max(0, outer.lastIndexOf('.'))))
    if (known.has(`${outer}.${name}`)) return `${outer}.${name}`
  return name
}
