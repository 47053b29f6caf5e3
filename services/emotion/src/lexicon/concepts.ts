import { chinesePeople, englishPeople } from './people.ts'
import { things } from './things.ts'

/** A key of a scene and its everyday names, by BCP 47 tag. */
interface Named {
  key: string
  title: { en: string; zh: string }
}

/** Every concept and every relation a scene may hold, each once. */
export function concepts(): Named[] {
  const named: Named[] = []
  for (const { concept, canBeEmpty, title } of things.values()) {
    named.push({ key: concept, title })
    if (canBeEmpty) named.push({ key: `empty_${concept}`, title: { en: `empty ${title.en}`, zh: `空${title.zh}` } })
  }
  const inChinese = new Map<string, string>()
  for (const [form, { relation }] of chinesePeople) if (!inChinese.has(relation)) inChinese.set(relation, form)
  for (const relation of new Set(englishPeople.values().map((somebody) => somebody.relation))) {
    if (relation === '' || things.has(relation)) continue
    named.push({ key: relation, title: { en: relation.replaceAll('_', ' '), zh: inChinese.get(relation) ?? relation } })
  }
  return named
}
