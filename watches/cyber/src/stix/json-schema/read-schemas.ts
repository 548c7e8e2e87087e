import { isMembers, type Members } from '../../members.ts'
import { createExpressions } from './expressions.ts'
import { joiningKeywords } from './joining-keywords.ts'
import type { Keywords } from './keyword.ts'
import { forbidden, lastKeywords, partKeywords } from './part-keywords.ts'
import { resolveReference } from './resolve-reference.ts'
import { isDeeperThan } from './same-value.ts'
import { indexSchemas, type SchemaDocument, type SchemaIndex, type SchemaPart } from './schema-index.ts'
import { valueKeywords } from './value-keywords.ts'
import { type Ask, askAll, fault, type SchemaFault } from './visit.ts'

/** Asks a value. `steps` is how many steps that may take; a step is about one keyword of one value. */
export type AskSchema = (value: unknown, steps: number) => SchemaAnswer

/** What asking came to: faults, and the steps that were taken; `isSpent` where it was given up. */
type SchemaAnswer = {
  readonly faults: readonly SchemaFault[]
  readonly steps: number
  readonly isSpent: boolean
}

/** A schema, or why it cannot be asked. */
export type SchemaReading =
  | { readonly ok: true; readonly ask: AskSchema }
  | { readonly ok: false; readonly reason: string }

/** What an absolute reference leads to that is not among the documents: undefined where it is not known either. */
export type FindStandard = (reference: string) => Ask | undefined

/** Levels that a schema may be nested in its text. */
const mostLevels = 100
/** Words that ask something in a way that is not read here: a schema with them would ask less than it says. */
const unread = ['$dynamicRef', '$recursiveRef']

const first: Keywords = { ...valueKeywords, ...partKeywords, ...joiningKeywords }

/**
 * Reads schemas of JSON Schema 2020-12, with the words of drafts 4 to 7 for what was renamed. Formats are not asked, as is the default of
 * 2020-12. Expressions run in time linear in the text; nothing is fetched.
 *
 * @param documents - All documents, which may refer to each other by `$id` or by where they lie.
 * @returns By document, in order.
 */
export function readSchemas(documents: readonly SchemaDocument[], standard: FindStandard): readonly SchemaReading[] {
  const shallow = documents.filter(({ value }) => !isDeeperThan(value, mostLevels))
  const index = indexSchemas(shallow)
  return documents.map((document) => {
    if (!shallow.includes(document)) return { ok: false, reason: `it is nested deeper than ${mostLevels} levels` }
    return readOne({ value: document.value, base: document.base, file: document.base }, index, standard)
  })
}

function readOne(root: SchemaPart, index: SchemaIndex, standard: FindStandard): SchemaReading {
  const problems: string[] = []
  const ask = createReader(index, standard, problems)(root)
  const [reason] = problems
  if (reason !== undefined) return { ok: false, reason }
  return {
    ok: true,
    ask: (value, steps) => {
      const effort = { stepsLeft: steps, depth: 0 }
      const faults: SchemaFault[] = []
      ask({ value, place: [], faults, seen: new Set(), effort })
      return { faults, steps: steps - Math.max(effort.stepsLeft, 0), isSpent: effort.stepsLeft < 0 }
    },
  }
}

/** Reads each schema once, so that those that lead to themselves can be read. */
function createReader(index: SchemaIndex, standard: FindStandard, problems: string[]): (part: SchemaPart) => Ask {
  const known = new Map<unknown, Ask>()
  const expression = createExpressions(problems)
  const read = (part: SchemaPart): Ask => {
    const { value } = part
    if (value === true) return () => undefined
    if (value === false) return (visit) => fault(visit, forbidden)
    if (!isMembers(value)) {
      problems.push('a schema is an object, true or false')
      return () => undefined
    }
    const earlier = known.get(value)
    if (earlier !== undefined) return earlier
    let asks: Ask = () => undefined
    known.set(value, (visit) => asks(visit))
    asks = askAll(keywordsOf(value, { ...part, base: index.baseOf(value) ?? part.base }))
    return asks
  }

  const keywordsOf = (schema: Members, part: SchemaPart): readonly Ask[] => {
    const names = Object.keys(schema)
    for (const name of names.filter((one) => unread.includes(one))) problems.push(`“${name}” is not read`)
    return [first, lastKeywords].flatMap((keywords) =>
      names.flatMap((name) => {
        const keyword = Object.hasOwn(keywords, name) ? keywords[name] : undefined
        const reader = {
          beside: schema,
          schema: (value: unknown) => read({ ...part, value }),
          reference: (reference: string) => follow(reference, part),
          expression,
          refuse: (message: string): undefined => {
            problems.push(`“${name}” ${message}`)
          },
        }
        return keyword?.(schema[name], reader) ?? []
      }),
    )
  }

  const follow = (reference: string, from: SchemaPart): Ask => {
    const target = index.find(reference, from)
    if (target !== undefined) return read(target)
    const known = standard(resolveReference(reference, from.base))
    if (known !== undefined) return known
    problems.push(`it refers to ${reference}, which is not among what was given; nothing is fetched`)
    return () => undefined
  }
  return read
}
