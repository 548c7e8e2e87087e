import { type Keyword, type Keywords, schemasIn } from './keyword.ts'
import { type Ask, apart, fault, join, type Visit } from './visit.ts'

/** Asks the same value, and takes over all that is found. */
function alongside(ask: Ask): Ask {
  return (visit) => {
    const other = apart(visit, ask)
    visit.faults.push(...other.faults)
    join(visit, other)
  }
}

const allOf: Keyword = (operand, reader) => {
  const asks = schemasIn(operand, reader)?.map(alongside)
  return (visit) => {
    for (const ask of asks ?? []) ask(visit)
  }
}

const anyOf: Keyword = (operand, reader) => {
  const asks = schemasIn(operand, reader) ?? []
  return (visit) => {
    joinFitting(visit, asks)
  }
}

const oneOf: Keyword = (operand, reader) => {
  const asks = schemasIn(operand, reader) ?? []
  return (visit) => {
    const fitting = joinFitting(visit, asks)
    if (fitting > 1) fault(visit, `fits ${fitting} of ${asks.length} forms, where it has to fit one`)
  }
}

/** Joins the forms that fit, and tells where none does. @returns How many fit. */
function joinFitting(visit: Visit, asks: readonly Ask[]): number {
  const others = asks.map((ask) => apart(visit, ask))
  const fitting = others.filter(({ faults }) => faults.length === 0)
  for (const other of fitting) join(visit, other)
  if (fitting.length === 0) faultOfNone(visit, others)
  return fitting.length
}

/** Tells what the form lacks that fits farthest into the value: most likely it is the one that was meant. */
function faultOfNone(visit: Visit, others: readonly Visit[]): void {
  const depthOf = (other: Visit) => Math.min(...other.faults.map(({ place }) => place.length))
  const nearest = others.toSorted((a, b) => depthOf(b) - depthOf(a) || a.faults.length - b.faults.length)[0]
  const [first] = nearest?.faults ?? []
  if (first === undefined) return
  visit.faults.push({
    place: first.place,
    message: `${first.message} (it fits none of ${others.length} forms; nearest)`,
  })
}

const not: Keyword = (operand, { schema }) => {
  const ask = schema(operand)
  return (visit) => {
    if (apart(visit, ask).faults.length === 0) fault(visit, 'is of a form that is ruled out')
  }
}

const condition: Keyword = (operand, { schema, beside }) => {
  const ask = schema(operand)
  const branch = (name: string) => (beside[name] === undefined ? undefined : alongside(schema(beside[name])))
  const [met, unmet] = [branch('then'), branch('else')]
  return (visit) => {
    const other = apart(visit, ask)
    const isMet = other.faults.length === 0
    if (isMet) join(visit, other)
    if (isMet) met?.(visit)
    else unmet?.(visit)
  }
}

const reference: Keyword = (operand, reader) => {
  if (typeof operand !== 'string') return reader.refuse('wants text')
  return alongside(reader.reference(operand))
}

/** Keywords that ask the same value by other schemas. Source: JSON Schema 2020-12 §10.2, §8.2.3. */
export const joiningKeywords: Keywords = { allOf, anyOf, oneOf, not, if: condition, $ref: reference }
