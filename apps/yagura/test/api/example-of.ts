type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
}

const byPattern: readonly (readonly [string, string])[] = [
  ['^#', '#001122'],
  ['[01]', '08:00'],
  ['^/', '/watch'],
  ['^[A-Za-z0-9]', 'a-1'],
]

function exampleText({ format, pattern, minLength }: Schema): string {
  if (format === 'date-time') return '2026-11-22T00:00:00.000Z'
  const found = byPattern.find(([part]) => pattern?.includes(part))
  return found?.[1] ?? 'x'.repeat(minLength ?? 1)
}

/** The simplest value that a JSON schema of the contract takes. */
export function exampleOf(schema: object): unknown {
  const { type, anyOf, enum: words, properties, items, minItems, minimum, exclusiveMinimum, ...rest } = schema as Schema
  if (rest.const !== undefined) return rest.const
  if (words !== undefined) return words[0]
  if (anyOf !== undefined) return exampleOf(anyOf[0] ?? {})
  if (type === 'object') {
    return Object.fromEntries((rest.required ?? []).map((name) => [name, exampleOf(properties?.[name] ?? {})]))
  }
  if (type === 'array') return Array.from({ length: minItems ?? 0 }, () => exampleOf(items ?? {}))
  if (type === 'integer' || type === 'number')
    return minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1)
  if (type === 'boolean') return false
  if (type === 'string') return exampleText({ type, ...rest })
  return null
}
