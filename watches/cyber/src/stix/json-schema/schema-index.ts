import { isMembers } from '../../members.ts'
import { resolveReference } from './resolve-reference.ts'

/** A document that holds a schema. */
export type SchemaDocument = {
  /** As parsed from JSON. */
  readonly value: unknown
  /** Where it lies: an absolute URI, which need not lead anywhere. */
  readonly base: string
}

/** A schema within a document. */
export type SchemaPart = {
  readonly value: unknown
  /** What references in it are relative to. */
  readonly base: string
  /** Where its document lies: as authors who move files keep them together, references may be relative to this too. */
  readonly file: string
}

/** Finds schemas by reference. */
export type SchemaIndex = {
  readonly find: (reference: string, from: SchemaPart) => SchemaPart | undefined
  /** What references in a schema with an `$id`, or below one, are relative to; undefined for others. */
  readonly baseOf: (schema: object) => string | undefined
}

/** Members whose content is no schema, whatever it looks like. */
const noSchemas = new Set(['enum', 'const', 'default', 'examples'])

/** Indexes all schemas with an `$id` or `$anchor`, and all documents. Source: JSON Schema 2020-12 §8.2. */
export function indexSchemas(documents: readonly SchemaDocument[]): SchemaIndex {
  const parts = new Map<string, SchemaPart>()
  const bases = new Map<object, string>()
  for (const { value, base } of documents) {
    parts.set(keyOf(base), { value, base, file: base })
    enter(value, base, base, parts, bases)
  }
  const find = (reference: string, from: SchemaPart): SchemaPart | undefined => {
    for (const base of new Set([from.base, from.file])) {
      const found = findTarget(resolveReference(reference, base), parts, bases)
      if (found !== undefined) return found
    }
    return undefined
  }
  return { find, baseOf: (schema) => bases.get(schema) }
}

function enter(
  value: unknown,
  base: string,
  file: string,
  parts: Map<string, SchemaPart>,
  bases: Map<object, string>,
): void {
  if (Array.isArray(value)) for (const one of value) enter(one, base, file, parts, bases)
  if (!isMembers(value)) return
  const { $id: id, $anchor: anchor } = value
  const own = typeof id === 'string' ? resolveReference(id, base).replace(/#$/, '') : base
  bases.set(value, own)
  if (own !== base) parts.set(keyOf(own), { value, base: own, file })
  if (typeof anchor === 'string') parts.set(keyOf(`${own}#${anchor}`), { value, base: own, file })
  for (const [name, one] of Object.entries(value)) if (!noSchemas.has(name)) enter(one, own, file, parts, bases)
}

function findTarget(
  target: string,
  parts: ReadonlyMap<string, SchemaPart>,
  bases: ReadonlyMap<object, string>,
): SchemaPart | undefined {
  const [address = '', fragment = ''] = target.split('#')
  const whole = parts.get(keyOf(address))
  if (whole === undefined || fragment === '') return whole
  if (!fragment.startsWith('/')) return parts.get(keyOf(target))
  let { value } = whole
  for (const step of fragment.slice(1).split('/')) {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Object.entries(value).find(([one]) => one === name)?.[1]
  }
  const base = isMembers(value) ? (bases.get(value) ?? whole.base) : whole.base
  return { value, base, file: whole.file }
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

/** The same address with and without encryption is one. */
function keyOf(address: string): string {
  return address.replace(/^https?:/, '')
}
