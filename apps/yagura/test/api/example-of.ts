import fc from 'fast-check'

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

const madeTexts = new Map<string, string>()

function exampleText({ format, pattern, minLength }: Schema): string {
  if (format === 'date-time') return '2026-11-22T00:00:00.000Z'
  if (pattern === undefined) return 'x'.repeat(minLength ?? 1)
  const form = new RegExp(pattern)
  const found = byPattern.find(([part, text]) => pattern.includes(part) && form.test(text))
  const made =
    found?.[1] ?? madeTexts.get(pattern) ?? fc.sample(fc.stringMatching(form), { numRuns: 1, seed: 1 })[0] ?? ''
  madeTexts.set(pattern, made)
  return made
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
