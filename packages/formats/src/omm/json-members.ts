import type { Finding } from '../finding.ts'
import { decodeUtf8 } from '../text/utf8.ts'

/**
 * The members of one JSON object as texts: strings as they are, numbers as the shortest decimal that reads back to the same double,
 * `null` left out. A finding where the text is no JSON object or names a member twice.
 */
export function readJsonMembers(bytes: Uint8Array): ReadonlyMap<string, string> | Finding {
  const text = decodeUtf8(bytes)
  const parsed = parsedObject(text)
  if (parsed === undefined) return { field: 'record', reason: 'not valid JSON, expected an object of OMM keywords' }
  const members = new Map<string, string>()
  const entries: readonly (readonly [string, unknown])[] = Object.entries(parsed)
  for (const [name, value] of entries) {
    if (typeof value === 'string') members.set(name, value.trim())
    else if (typeof value === 'number') members.set(name, String(value))
    else if (value !== null) members.set(name, JSON.stringify(value))
  }
  const repeated = findRepeatedMember(text, entries.length)
  return repeated === undefined ? members : { field: repeated, reason: 'found twice in one record, expected once' }
}

function parsedObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The first repeated member name of a valid object's text, of which `distinct` different ones are known. */
function findRepeatedMember(text: string, distinct: number): string | undefined {
  const names = memberNames(text)
  if (names.length === distinct) return undefined
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) return name
    seen.add(name)
  }
  return undefined
}

function memberNames(text: string): string[] {
  const names: string[] = []
  let depth = 0
  let nameAt = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) {
      nameAt = at
      at = stringEnd(text, at)
    } else if (code === 58 && depth === 1) names.push(nameOf(text, nameAt))
    else if (code === 123 || code === 91) depth += 1
    else if (code === 125 || code === 93) depth -= 1
  }
  return names
}

function nameOf(text: string, start: number): string {
  const name = text.slice(start + 1, stringEnd(text, start))
  return name.includes('\\') ? String(JSON.parse(`"${name}"`)) : name
}

/** Where the string that opens at `start` of a valid JSON text closes. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}
