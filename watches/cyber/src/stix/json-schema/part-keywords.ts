import { isMembers, type Members } from '../../members.ts'
import { type Keyword, type KeywordReader, type Keywords, schemasIn } from './keyword.ts'
import { type Ask, apart, fault, join, partOf, spend, type Visit } from './visit.ts'

/** Asks a member or a place, and takes it for looked at. */
function askPart(visit: Visit, step: string | number, value: unknown, ask: Ask): void {
  visit.seen.add(step)
  ask(partOf(visit, step, value))
}

type ByName = readonly { readonly name: string; readonly ask: Ask }[]

function byName(operand: unknown, { refuse, schema }: KeywordReader): ByName | undefined {
  if (!isMembers(operand)) return refuse('wants schemas by name')
  return Object.entries(operand).map(([name, value]) => ({ name, ask: schema(value) }))
}

const properties: Keyword = (operand, reader) => {
  const asks = byName(operand, reader)
  return (visit) => {
    if (!isMembers(visit.value) || !spend(visit.effort, asks?.length ?? 0)) return
    for (const { name, ask } of asks ?? []) {
      if (Object.hasOwn(visit.value, name)) askPart(visit, name, visit.value[name], ask)
    }
  }
}

const patternProperties: Keyword = (operand, reader) => {
  const asks = byName(operand, reader)?.map(({ name, ask }) => ({ fits: reader.expression(name), ask }))
  return (visit) => {
    if (!isMembers(visit.value)) return
    for (const [name, value] of Object.entries(visit.value)) {
      for (const { fits, ask } of asks ?? []) if (fits(name, visit.effort)) askPart(visit, name, value, ask)
    }
  }
}

/** Of the members that neither `properties` nor `patternProperties` beside it name. */
const additionalProperties: Keyword = (operand, { schema, beside, expression }) => {
  const ask = schema(operand)
  const named: Members = isMembers(beside['properties']) ? beside['properties'] : {}
  const patterns = isMembers(beside['patternProperties'])
    ? Object.keys(beside['patternProperties']).map(expression)
    : []
  return (visit) => {
    if (!isMembers(visit.value)) return
    for (const [name, value] of Object.entries(visit.value)) {
      if (!spend(visit.effort, 1 + patterns.length)) return
      if (!Object.hasOwn(named, name) && !patterns.some((fits) => fits(name, visit.effort)))
        askOther(visit, name, value, ask)
    }
  }
}

/** What no keyword names and a schema forbids is told at the member, by name. */
function askOther(visit: Visit, step: string | number, value: unknown, ask: Ask): void {
  const one: Visit = { ...partOf(visit, step, value), faults: [] }
  visit.seen.add(step)
  ask(one)
  const isForbidden = one.faults.some(({ message }) => message === forbidden)
  if (isForbidden) fault(one, typeof step === 'string' ? `“${step}” is no property of it` : 'is one more than may be')
  visit.faults.push(...one.faults.filter(({ message }) => message !== forbidden))
}

/** What the schema `false` says. */
export const forbidden = 'may not be there'

const propertyNames: Keyword = (operand, { schema }) => {
  const ask = schema(operand)
  return (visit) => {
    if (!isMembers(visit.value)) return
    for (const name of Object.keys(visit.value)) ask({ ...partOf(visit, name, name) })
  }
}

/** Asks the places of a list from one on. */
function rest(from: number, ask: Ask, isOther: boolean): Ask {
  return (visit) => {
    if (!Array.isArray(visit.value)) return
    for (let index = from; index < visit.value.length; index += 1) {
      if (isOther) askOther(visit, index, visit.value[index], ask)
      else askPart(visit, index, visit.value[index], ask)
    }
  }
}

const prefixItems: Keyword = (operand, reader) => {
  const asks = schemasIn(operand, reader)
  return (visit) => {
    const list: readonly unknown[] = Array.isArray(visit.value) ? visit.value : []
    for (const [index, ask] of (asks ?? []).entries()) {
      if (index < list.length) askPart(visit, index, list[index], ask)
    }
  }
}

/** Of the places behind `prefixItems`; a list stands for those, as before 2020-12. */
const items: Keyword = (operand, reader) => {
  if (Array.isArray(operand)) return operand.length === 0 ? undefined : prefixItems(operand, reader)
  const before = reader.beside['prefixItems']
  return rest(Array.isArray(before) ? before.length : 0, reader.schema(operand), Array.isArray(before))
}

const additionalItems: Keyword = (operand, { schema, beside }) => {
  const before = beside['items']
  return Array.isArray(before) ? rest(before.length, schema(operand), true) : undefined
}

const contains: Keyword = (operand, { schema, beside, refuse }) => {
  const ask = schema(operand)
  const { minContains: least = 1, maxContains: most = Number.POSITIVE_INFINITY } = beside
  if (typeof least !== 'number' || typeof most !== 'number')
    return refuse('wants numbers in minContains and maxContains')
  return (visit) => {
    if (!Array.isArray(visit.value)) return
    const fitting = [...visit.value.keys()].filter((index) => {
      const one = partOf(visit, index, Array.isArray(visit.value) ? visit.value[index] : undefined)
      return apart(one, ask).faults.length === 0
    })
    for (const index of fitting) visit.seen.add(index)
    if (fitting.length < least) fault(visit, `holds ${fitting.length} of what it has to hold ${least} of at least`)
    if (fitting.length > most) fault(visit, `holds ${fitting.length} of what it may hold ${most} of`)
  }
}

/** Of what no other keyword has looked at. */
const unevaluated =
  (isOfLists: boolean): Keyword =>
  (operand, { schema }) => {
    const ask = schema(operand)
    return (visit) => {
      const { value } = visit
      if (isOfLists !== Array.isArray(value) || typeof value !== 'object' || value === null) return
      for (const [name, part] of Object.entries(value)) {
        const step = isOfLists ? Number(name) : name
        if (!visit.seen.has(step)) askOther(visit, step, part, ask)
      }
    }
  }

/** Schemas for objects that have a member; beside them, as before 2019-09, names of others that they need. */
const dependentSchemas: Keyword = (operand, reader) => {
  const asks = byName(operand, reader)
  return (visit) => {
    for (const { name, ask } of asks ?? []) {
      if (!isMembers(visit.value) || !Object.hasOwn(visit.value, name)) continue
      const other = apart(visit, ask)
      visit.faults.push(...other.faults)
      join(visit, other)
    }
  }
}

const dependencies: Keyword = (operand, reader) => {
  if (!isMembers(operand)) return reader.refuse('wants schemas or lists of names by name')
  const asSchemas = Object.entries(operand).map(([name, one]) => [name, Array.isArray(one) ? { required: one } : one])
  return dependentSchemas(Object.fromEntries(asSchemas), reader)
}

/** Keywords that ask the parts of a value. Source: JSON Schema 2020-12 §10.3. */
export const partKeywords: Keywords = {
  properties,
  patternProperties,
  additionalProperties,
  propertyNames,
  prefixItems,
  items,
  additionalItems,
  contains,
  dependentSchemas,
  dependencies,
}

/** Keywords that are asked after all others. Source: JSON Schema 2020-12 §11. */
export const lastKeywords: Keywords = {
  unevaluatedProperties: unevaluated(false),
  unevaluatedItems: unevaluated(true),
}
