import { isMembers, type Placeholders } from '@yagura/cyber'

/**
 * Reads values for placeholders of Sigma rules: `{"servers":["srv*","dc1"]}`.
 *
 * @returns Undefined for another text.
 */
export function readPlaceholders(text: string): Placeholders | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isMembers(value)) return undefined
    const lists = Object.entries(value).map(([name, list]) => [name, textsOf(list)] as const)
    return lists.some(([, list]) => list.length === 0) ? undefined : new Map(lists)
  } catch {
    return undefined
  }
}

/** Empty where it is no list of texts. */
function textsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length === value.length ? texts : []
}
