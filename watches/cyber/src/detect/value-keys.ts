import { canonicalUrl, canonicalValue, namedWithin } from './canonical-value.ts'
import { otherSpelling } from './international-name.ts'

/** What a text of an event is, and what it names within itself: the host of a web address, for one. */
export type ValueKeys = { readonly value: string; readonly within: string | undefined }

/** Under what a text of an event is looked up. */
export function valueKeys(text: string): ValueKeys {
  // Most texts have no colon: they are neither web addresses, nor hosts with a port, nor addresses of IPv6, nor hashes with a name.
  const hasColon = text.includes(':')
  const value = (hasColon ? canonicalUrl(text) : undefined) ?? canonicalValue(text)
  return { value, within: hasColon ? namedWithin(value) : undefined }
}

/** Under what a value that is looked for is kept: a name in another alphabet in both of its spellings. */
export function spellingsOf(value: string): readonly string[] {
  const key = canonicalUrl(value) ?? canonicalValue(value)
  const other = otherSpelling(key)
  return other === undefined ? [key] : [key, other]
}
