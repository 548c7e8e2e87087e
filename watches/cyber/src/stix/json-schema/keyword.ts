import type { Members } from '../../members.ts'
import type { FitsExpression } from './expressions.ts'
import type { Ask } from './visit.ts'

/** What a keyword is read with. */
export type KeywordReader = {
  /** The schema that the keyword stands in. */
  readonly beside: Members
  /** Reads a schema within. */
  readonly schema: (value: unknown) => Ask
  /** Reads what a reference leads to. */
  readonly reference: (value: string) => Ask
  /** Reads a regular expression. */
  readonly expression: (value: string) => FitsExpression
  /** The keyword cannot be read: neither can the schema. */
  readonly refuse: (message: string) => undefined
}

/** @returns What the keyword asks; undefined where it asks nothing, or is refused. */
export type Keyword = (operand: unknown, reader: KeywordReader) => Ask | undefined

/** Keywords by name. */
export type Keywords = Readonly<Record<string, Keyword>>

/** @returns The schemas of a list that may not be empty, read. */
export function schemasIn(operand: unknown, reader: KeywordReader): readonly Ask[] | undefined {
  if (!Array.isArray(operand) || operand.length === 0) return reader.refuse('wants a list of schemas')
  return operand.map(reader.schema)
}
