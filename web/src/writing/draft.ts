/** What stands in the text box, and what becomes of it. */

/** Whether there is nothing in it to be seen: only blanks, and marks without a width. */
export const isBlank = (text: string): boolean => !/[^\p{Cc}\p{Cf}\p{Z}]/u.test(text)

/** As it can be sent: what is pasted may hold U+0000, which is no part of any text and which no house keeps. */
export const sendable = (text: string): string => text.replaceAll('\0', '')

/** What was dictated goes after what is there; between Latin words with a space. */
export function joined(before: string, text: string): string {
  const isApart = before === '' || /\s$/.test(before) || /[\u3000-\u9fff\uff00-\uffef]$/.test(before)
  return isApart ? before + text : `${before} ${text}`
}

/** What comes back into the box goes beneath what is there. */
export const beneath = (before: string, text: string): string => (isBlank(before) ? text : `${before}\n${text}`)
