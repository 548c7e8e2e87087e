import { isMembers, type Members } from '../../members.ts'
import { type AskSchema, readSchemas } from '../json-schema/read-schemas.ts'
import type { SchemaDocument } from '../json-schema/schema-index.ts'
import { findStandardSchema } from './standard-schemas.ts'

/** A JSON Schema that objects are checked by. */
export type ObjectSchema = {
  /** As an issue calls it: the id of an extension definition, or the name of a file. */
  readonly title: string
  readonly ask: AskSchema
  /** Whether it is of the whole object; else of what stands under the name of a property-extension. */
  readonly isOfObject: boolean
  /** Whether the person who asks gave it: then it has to be asked. */
  readonly isGiven: boolean
}

/** Schemas by which objects are checked beside the standard. */
export type ExtensionSchemas = {
  /** By id of the extension definition. */
  readonly byExtension: ReadonlyMap<string, ObjectSchema>
  /** By type of the object: a stricter profile may lie beside the schema of the standard. */
  readonly byType: ReadonlyMap<string, readonly ObjectSchema[]>
}

/** A file that holds a schema. */
export type SchemaFile = {
  /** Its path, with `/`, from the folder that was given: references between schemas are relative to it. */
  readonly path: string
  /** As parsed from JSON. */
  readonly value: unknown
}

/** Schemas of files, or the first file that cannot be used and why. */
export type SchemaFilesAnswer =
  | { readonly ok: true; readonly schemas: ExtensionSchemas }
  | { readonly ok: false; readonly path: string; readonly reason: string }

/** No schemas. */
export const noSchemas: ExtensionSchemas = { byExtension: new Map(), byType: new Map() }

const extensionId = /extension-definition--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/
/** Characters of a schema in an object: the largest published are a tenth of that. */
const mostCharacters = 1 << 20

/**
 * Reads files of schemas. One with the id of an extension definition in its name, or else in its `$id`, is the schema of that
 * extension; another is the schema of the type that it is named for, or one that others refer to. Schemas are of whole objects, as those
 * of OASIS are; that of a property-extension which does not speak of `extensions` is of what stands under the extension's name.
 */
export function readSchemaFiles(files: readonly SchemaFile[]): SchemaFilesAnswer {
  const documents = files.map(({ path, value }) => ({ value, base: `schemas:///${encodeURI(path)}` }))
  const byExtension = new Map<string, ObjectSchema>()
  const byType = new Map<string, readonly ObjectSchema[]>()
  for (const [index, reading] of readSchemas(documents, findStandardSchema).entries()) {
    const { path = '', value } = files[index] ?? {}
    if (!reading.ok) return { ok: false, path, reason: reading.reason }
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/i, '')
    const id = isMembers(value) ? value['$id'] : undefined
    const extension = extensionId.exec(`${name} ${typeof id === 'string' ? id : ''}`)?.[0]
    const schema = { title: extension ?? path, ask: reading.ask, isOfObject: isOfObject(value), isGiven: true }
    if (extension === undefined) byType.set(name, [...(byType.get(name) ?? []), schema])
    else if (byExtension.has(extension)) return { ok: false, path, reason: `there is another schema of ${extension}` }
    else byExtension.set(extension, schema)
  }
  return { ok: true, schemas: { byExtension, byType } }
}

function isOfObject(schema: unknown): boolean {
  return JSON.stringify(schema).includes('"extensions"')
}

/** The schema that an extension definition holds as text, or why it cannot be asked. */
export type HeldSchema = ObjectSchema | { readonly reason: string }

/**
 * The schema in an extension definition itself. Source: STIX 2.1 §7.3: `schema` is a URL, or the definition as text.
 *
 * @returns Undefined where the text is no JSON object: a URL, or words.
 */
export function heldSchema(definition: Members): HeldSchema | undefined {
  const { schema, id } = definition
  if (typeof schema !== 'string' || typeof id !== 'string' || !/^\s*\{/.test(schema)) return undefined
  if (schema.length > mostCharacters) return { reason: `it has more than ${mostCharacters} characters` }
  const value = parsed(schema)
  if (value === undefined) return undefined
  const documents: readonly SchemaDocument[] = [{ value, base: `schemas:///${id}` }]
  const [reading] = readSchemas(documents, findStandardSchema)
  if (reading === undefined || !reading.ok) return { reason: reading?.reason ?? '' }
  return { title: id, ask: reading.ask, isOfObject: isOfObject(value), isGiven: false }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
