import type { Picture } from '../wire.ts'

/** Pictures as `data:` URLs, by their ids. Throws where one cannot be fetched: nobody wants a file with a hole in it. */
export async function picturesAsData(pictures: readonly Picture[]): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const { id, url } of pictures) {
    if (made.has(id)) continue
    made.set(id, await urlAsData(url))
  }
  return made
}

/** What lies at an address of the house, as a `data:` URL. Throws where it cannot be fetched. */
export async function urlAsData(url: string): Promise<string> {
  const response = await fetch(url, { credentials: 'same-origin' })
  if (!response.ok) throw new Error('a part of the file could not be fetched')
  return asData(await response.blob())
}

/** A blob as a `data:` URL. Throws where it cannot be read. */
export function asData(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error('not read'))
    reader.readAsDataURL(blob)
  })
}

/** Hands a file to the browser to be saved. */
export function saveFile(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/html' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: some browsers read it only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
