import { createHash } from 'node:crypto'
import type { GraphNode } from './graph.ts'

/** The three folders of a node. */
export type Folder = 'input' | 'output' | 'temp'

/** A file as `executed` and POST /upload/image name it. */
export interface FileName {
  filename: string
  subfolder: string
  type: Folder
}

/** The files of a node, in memory. */
export function fileStore() {
  const files = new Map<string, Buffer>()
  let saved = 0
  const pathOf = ({ filename, subfolder, type }: FileName) => [type, subfolder, filename].filter(Boolean).join('/')

  /** What `LoadImage` means by a name such as `a/b.png [temp]`. */
  function pathNamed(name: string): string {
    const [, file, folder] = /^(.*?)(?: \[(input|output|temp)\])?$/.exec(name)!
    return `${folder ?? 'input'}/${file}`
  }

  return {
    files,
    has: (name: string) => files.has(pathNamed(name)),
    find: (name: FileName) => files.get(pathOf(name)),
    put: (name: FileName, data: Buffer) => void files.set(pathOf(name), data),

    /** Throws where there is no such file. */
    read(name: string): Buffer {
      const data = files.get(pathNamed(name))
      if (!data) throw new Error(`[Errno 2] No such file or directory: '${name}'`)
      return data
    },

    /** Stores a picture under the next number. */
    save(type: Folder, prefix: string, data: Buffer): FileName {
      const at = prefix.lastIndexOf('/')
      const number = String(++saved).padStart(5, '0')
      const name = {
        filename: `${prefix.slice(at + 1)}_${number}_.png`,
        subfolder: prefix.slice(0, Math.max(0, at)),
        type,
      }
      files.set(pathOf(name), data)
      return name
    },

    /** What lies in the file a node reads, as a short string; empty if it reads none. */
    contentOf({ class_type, inputs }: GraphNode): string {
      if (!class_type.startsWith('LoadImage')) return ''
      const data = files.get(pathNamed(String(inputs.image)))
      return data ? createHash('sha256').update(data).digest('hex') : ''
    },

    /** What a restart does. */
    clearTemp(): void {
      for (const path of files.keys()) if (path.startsWith('temp/')) files.delete(path)
    },
  }
}

/** The files of one node. */
export type FileStore = ReturnType<typeof fileStore>
