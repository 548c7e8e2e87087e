/**
 * Whether a name fits a pattern in which `*` stands for any text, even none. Case does not matter.
 * Takes time in proportion to both lengths whatever the pattern, so a pattern from a file can do no harm.
 */
export function nameFits(pattern: string, name: string): boolean {
  const parts = pattern.toUpperCase().split('*')
  const text = name.toUpperCase()
  const first = parts.at(0) ?? ''
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return text === first
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  const middleEnd = text.length - last.length
  let position = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, position)
    if (found < 0 || found + part.length > middleEnd) return false
    position = found + part.length
  }
  return true
}
