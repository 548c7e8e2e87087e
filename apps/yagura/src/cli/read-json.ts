/** What a text says in JSON, or why it is none that everybody reads alike. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: 'not-json' | 'doubled-member'; readonly message: string }

/**
 * Reads JSON in which no object holds a member twice: readers differ in which of the two they take. Source: RFC 7493 §2.3, which RFC 8785
 * §3.1 asks for.
 *
 * @param text - A mark of the order of bytes may stand before it.
 */
export function readJson(text: string): JsonText {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  let value: unknown
  try {
    value = JSON.parse(plain)
  } catch (error) {
    return { ok: false, code: 'not-json', message: error instanceof Error ? error.message : 'it is no JSON' }
  }
  // Texts that begin with a colon count as names, too: only then, or where a name is lost, each name is looked at.
  if (countNames(plain) === countMembers(value)) return { ok: true, value }
  const name = doubledMember(plain)
  if (name === undefined) return { ok: true, value }
  const message = `an object holds ${JSON.stringify(name)} twice, and readers differ in which of the two they take`
  return { ok: false, code: 'doubled-member', message }
}

/** @returns How many quotation marks stand before a colon: in JSON, names of members and texts that begin with one. */
function countNames(text: string): number {
  let count = 0
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1
    while (isSpace(text.charCodeAt(before))) before -= 1
    if (text.charCodeAt(before) === quote && !isEscaped(text, before)) count += 1
  }
  return count
}

const [quote, backslash] = [0x22, 0x5c]

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function isEscaped(text: string, at: number): boolean {
  let from = at
  while (text.charCodeAt(from - 1) === backslash) from -= 1
  return (at - from) % 2 === 1
}

/** Goes as deep as the value does, without the stack. */
function countMembers(value: unknown): number {
  const open: unknown[] = [value]
  let count = 0
  for (let held = open.pop(); held !== undefined; held = open.pop()) {
    if (typeof held !== 'object' || held === null) continue
    const parts: readonly unknown[] = Array.isArray(held) ? held : Object.values(held)
    if (!Array.isArray(held)) count += parts.length
    for (const part of parts) if (typeof part === 'object') open.push(part)
  }
  return count
}

/** @returns The first name that stands twice in one object of a text that is JSON. */
function doubledMember(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(undefined)
    else if (sign === '}' || sign === ']') open.pop()
    else if (sign === '"') {
      const end = endOfText(text, at)
      const name = isName(text, end) ? String(JSON.parse(text.slice(at, end + 1))) : undefined
      if (name !== undefined && open.at(-1)?.has(name) === true) return name
      if (name !== undefined) open.at(-1)?.add(name)
      at = end
    }
  }
  return undefined
}

function endOfText(text: string, from: number): number {
  let at = text.indexOf('"', from + 1)
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1)
  return at
}

function isName(text: string, end: number): boolean {
  let next = end + 1
  while (isSpace(text.charCodeAt(next))) next += 1
  return text[next] === ':'
}
