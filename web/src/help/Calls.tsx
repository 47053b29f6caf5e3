import { contactParts } from './phone.ts'

/** A contact's text with its telephone numbers to press. */
export function Calls({ detail }: { detail: string }) {
  return contactParts(detail).map(({ text, tel }, at) =>
    tel === undefined ? (
      text
    ) : (
      <a key={at} href={`tel:${tel}`}>
        {text}
      </a>
    ),
  )
}
