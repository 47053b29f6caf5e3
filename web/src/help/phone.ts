/** A piece of a contact's text; with `tel` where it is a number to call. */
export interface ContactPart {
  text: string
  tel?: string
}

/** Digits, with what people write among them. */
const numbers = /\+?\(?\d(?:[\d ()\u00a0/.-]*\d)?/g
/** What stands before a short number that is one to call: "call 988", "拨打 120". */
const cue = /(?:call|dial|ring|phone|tel|telephone|text|拨打|拨|打|电话|热线|致电|短信)[.:：]?\s*$/i
const isDate = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})$/

/**
 * A contact's text in pieces, its telephone numbers each on its own. A number is six digits or more, however they are
 * grouped; fewer only where they stand first or are said to be called, since rooms and hours are numbers, too.
 */
export function contactParts(detail: string): ContactPart[] {
  const parts: ContactPart[] = []
  let from = 0
  for (const found of detail.matchAll(numbers)) {
    const [text] = found
    const before = detail.slice(0, found.index)
    const after = detail.slice(found.index + text.length)
    const digits = text.replace(/\D/g, '').length
    const isAlone = before.trim() === '' && /^\s*($|[,，;；、(（])/.test(after)
    const isShort = /^\d{3,5}$/.test(text) && (isAlone || cue.test(before))
    const isLong = digits >= 6 && digits <= 15 && !isDate.test(text) && !/^\s*:\d/.test(after) && !/\d:$/.test(before)
    if (!isShort && !isLong) continue
    if (before.length > from) parts.push({ text: detail.slice(from, found.index) })
    parts.push({ text, tel: text.replace(/\(0\)/, '').replace(/[^\d+]/g, '') })
    from = found.index + text.length
  }
  if (from < detail.length) parts.push({ text: detail.slice(from) })
  return parts
}
