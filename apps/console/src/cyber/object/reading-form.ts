/** How a property is read by a person. */
export type ReadProperty =
  | { readonly kind: 'text'; readonly name: string; readonly value: string }
  /** Several lines or paragraphs, or what is typed for machines. */
  | { readonly kind: 'long' | 'code'; readonly name: string; readonly value: string }
  | { readonly kind: 'time'; readonly name: string; readonly utc: string }
  | { readonly kind: 'truth'; readonly name: string; readonly value: boolean }
  | { readonly kind: 'references'; readonly name: string; readonly ids: readonly string[] }
  | { readonly kind: 'list'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'links'; readonly name: string; readonly links: readonly ReadLink[] }

/** A reference to something outside: a page, a report, an id of a knowledge base. */
export type ReadLink = {
  readonly source: string
  readonly id: string | undefined
  /** Shown as text and never followed by the console: whoever wrote it need not be trusted. */
  readonly url: string | undefined
  readonly description: string | undefined
}

/** Shown in the head of the page, or of no use to a reader; all of it is in the raw form. */
const elsewhere = new Set(['type', 'id', 'spec_version', 'name', 'created_by_ref', 'object_marking_refs', 'revoked'])
const code = new Set(['pattern', 'command_line', 'payload_bin', 'body', 'definition'])
/** What stands first, whatever its type. */
const first = [
  'description',
  'abstract',
  'content',
  'explanation',
  'opinion',
  'pattern',
  'pattern_type',
  'value',
  'hashes',
]
const last = ['kill_chain_phases', 'external_references', 'created', 'modified']

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/
const REFERENCE = /^[a-z][a-z0-9-]*--[0-9a-f-]{36}$/

/** The properties of an object as a person reads them: what it is about first, then the rest by name, times and references last. */
export function readingForm(object: unknown): readonly ReadProperty[] {
  if (!isMembers(object)) return []
  const names = Object.keys(object).filter((name) => !elsewhere.has(name))
  const rank = (name: string): number =>
    first.includes(name) ? first.indexOf(name) - first.length : last.includes(name) ? 1 + last.indexOf(name) : 0
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).flatMap((name) => readProperty(name, object[name]))
}

function readProperty(name: string, value: unknown): readonly ReadProperty[] {
  if (value === null || value === undefined) return []
  if (typeof value === 'boolean') return [{ kind: 'truth', name, value }]
  if (typeof value === 'number') return [{ kind: 'text', name, value: String(value) }]
  if (typeof value === 'string') return [readText(name, value)]
  if (name === 'external_references' && Array.isArray(value))
    return [{ kind: 'links', name, links: value.flatMap(readLink) }]
  if (name === 'kill_chain_phases' && Array.isArray(value))
    return [{ kind: 'list', name, values: value.flatMap(readPhase) }]
  if (Array.isArray(value)) return readList(name, value)
  if (!isMembers(value)) return []
  // Members of members are named by the way to them.
  return Object.entries(value).flatMap(([member, one]) => readProperty(`${name}.${member}`, one))
}

function readText(name: string, value: string): ReadProperty {
  if (TIME.test(value)) return { kind: 'time', name, utc: value }
  if (REFERENCE.test(value)) return { kind: 'references', name, ids: [value] }
  if (code.has(name)) return { kind: 'code', name, value }
  const plain = name === 'description' ? withoutLinks(value) : value
  return { kind: plain.length > 120 || plain.includes('\n') ? 'long' : 'text', name, value: plain }
}

/** Prose of ATT&CK and others without its links in brackets and marks of citations: the references are listed by themselves. */
function withoutLinks(text: string): string {
  return text
    .replace(/\[([^\]]{1,300})\]\(https?:\/\/[^)\s]{1,1000}\)/g, '$1')
    .replace(/\s?\(Citation: [^)]{1,300}\)/g, '')
}

function readList(name: string, values: readonly unknown[]): readonly ReadProperty[] {
  const texts = values.flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []))
  if (texts.length === values.length) {
    if (texts.length === 0) return []
    return texts.every((one) => REFERENCE.test(one))
      ? [{ kind: 'references', name, ids: texts }]
      : [{ kind: 'list', name, values: texts }]
  }
  return values.flatMap((one, index) => readProperty(`${name}[${index + 1}]`, one))
}

function readLink(value: unknown): readonly ReadLink[] {
  if (!isMembers(value)) return []
  const { source_name, external_id, url, description } = value
  const text = (one: unknown): string | undefined => (typeof one === 'string' ? one : undefined)
  return [{ source: text(source_name) ?? '', id: text(external_id), url: text(url), description: text(description) }]
}

function readPhase(value: unknown): readonly string[] {
  return isMembers(value) ? [`${String(value['kill_chain_name'])}: ${String(value['phase_name'])}`] : []
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
