import type { FieldValue } from '../detect/log-event.ts'
import { isWithin, readNetwork } from '../patterns/network.ts'
import { createExpression } from '../patterns/text-tests.ts'
import { datePartOf } from './date-part.ts'
import { decimalOf } from './decimal.ts'
import { type EventFields, fold, messageSlot } from './event-fields.ts'
import type { Comparison, Place, Search, TextPart, ValueTest } from './sigma-rule.ts'
import { createTextTest, plainText, type TestText } from './sigma-text.ts'

/** Whether an event is what a rule looks for. */
export type TestFields = (fields: EventFields) => boolean

/** The slot of a field's name; the same for the same name. */
export type SlotOf = (field: string) => number

/**
 * Makes a search a function.
 *
 * @param slotOf - Asked while this runs, not later.
 */
export function compileSearch(search: Search, slotOf: SlotOf): TestFields {
  if (search.kind === 'test') {
    return compileTests(search.anyOf, search.field === undefined ? messageSlot : slotOf(search.field), slotOf)
  }
  if (search.kind === 'not') {
    const inner = compileSearch(search.of, slotOf)
    return (fields) => !inner(fields)
  }
  const cheapFirst = [...search.of].sort((one, other) => costOf(one) - costOf(other))
  const parts = cheapFirst.map((part) => compileSearch(part, slotOf))
  return search.kind === 'and' ? allOf(parts) : someOf(parts)
}

/** About how long a search takes; expressions and networks are asked last. */
function costOf(search: Search): number {
  if (search.kind === 'not') return costOf(search.of)
  if (search.kind !== 'test') return search.of.reduce((sum, part) => sum + costOf(part), 0)
  const base = search.field === undefined ? 20 : 1
  return search.anyOf.reduce((sum, { kind }) => sum + base * (kind === 'expression' || kind === 'network' ? 100 : 1), 0)
}

function allOf(parts: readonly TestFields[]): TestFields {
  const [first, second] = parts
  if (parts.length === 2 && first !== undefined && second !== undefined)
    return (fields) => first(fields) && second(fields)
  return (fields) => {
    for (const part of parts) if (!part(fields)) return false
    return true
  }
}

function someOf(parts: readonly TestFields[]): TestFields {
  return (fields) => {
    for (const part of parts) if (part(fields)) return true
    return false
  }
}

/** A test of several values of one field: those of texts together, without looking the field up for each. */
function compileTests(tests: readonly ValueTest[], slot: number, slotOf: SlotOf): TestFields {
  const parts: TestFields[] = []
  const folded = textTests(tests, false)
  if (folded.length > 0) parts.push((fields) => fitsAny(fields.folded(slot), folded))
  const cased = textTests(tests, true)
  if (cased.length > 0) parts.push((fields) => fitsAny(fields.texts(slot), cased))
  for (const test of tests) if (test.kind !== 'text') parts.push(compileTest(test, slot, slotOf))
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : someOf(parts)
}

function fitsAny(texts: readonly string[], tests: readonly TestText[]): boolean {
  for (const text of texts) for (const test of tests) if (test(text)) return true
  return false
}

function textTests(tests: readonly ValueTest[], isCased: boolean): readonly TestText[] {
  const wholes = new Set<string>()
  const made: TestText[] = []
  for (const test of tests) {
    if (test.kind !== 'text' || test.isCased !== isCased) continue
    const parts = isCased ? test.parts : test.parts.map(foldPart)
    const plain = plainText(parts)
    if (plain === undefined) made.push(createTextTest(parts))
    else wholes.add(plain)
  }
  if (wholes.size > 0) made.unshift((text) => wholes.has(text))
  return made
}

function foldPart(part: TextPart): TextPart {
  return part.kind === 'literal' ? { kind: 'literal', text: fold(part.text) } : part
}

function compileTest(test: Exclude<ValueTest, { kind: 'text' }>, slot: number, slotOf: SlotOf): TestFields {
  if (test.kind === 'presence') return (fields) => (fields.values(slot) !== undefined) === test.isPresent
  if (test.kind === 'nothing') return (fields) => isNothing(fields.values(slot))
  if (test.kind === 'field') return compareFields(slot, slotOf(test.field), test.place, test.isCased)
  const isFit = valueTest(test)
  return (fields) => {
    const values = fields.values(slot)
    if (values === undefined) return false
    for (const value of values) if (isFit(value)) return true
    return false
  }
}

function isNothing(values: readonly FieldValue[] | undefined): boolean {
  return values === undefined || values.every((value) => value === null)
}

type TestValue = (value: FieldValue) => boolean

function valueTest(test: Exclude<ValueTest, { kind: 'text' | 'presence' | 'nothing' | 'field' }>): TestValue {
  switch (test.kind) {
    case 'number': {
      const written = String(test.value)
      return (value) => value === test.value || value === written
    }
    case 'boolean': {
      const written = String(test.value)
      return (value) => value === test.value || (typeof value === 'string' && fold(value) === written)
    }
    case 'comparison':
      return (value) => compares(numberOf(value), test.operator, test.value)
    case 'date-part':
      return (value) => {
        const part = value === null ? undefined : datePartOf(String(value), test.part)
        if (part === undefined) return false
        return test.operator === 'eq' ? part === test.value : compares(part, test.operator, test.value)
      }
    case 'network':
      return (value) => {
        const address = typeof value === 'string' ? readNetwork(value) : undefined
        return address !== undefined && isWithin(address, test.network)
      }
    case 'expression': {
      const expression = createExpression(test.expression)
      return (value) => value !== null && expression?.fits(String(value)) === true
    }
  }
}

function numberOf(value: FieldValue): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? decimalOf(value) : Number.NaN
}

function compares(value: number, operator: Comparison, bound: number): boolean {
  switch (operator) {
    case 'lt':
      return value < bound
    case 'lte':
      return value <= bound
    case 'gt':
      return value > bound
    case 'gte':
      return value >= bound
  }
}

function compareFields(slot: number, otherSlot: number, place: Place, isCased: boolean): TestFields {
  return (fields) => {
    const texts = isCased ? fields.texts(slot) : fields.folded(slot)
    const others = isCased ? fields.texts(otherSlot) : fields.folded(otherSlot)
    return texts.some((text) => others.some((other) => standsIn(text, other, place)))
  }
}

function standsIn(text: string, other: string, place: Place): boolean {
  switch (place) {
    case 'whole':
      return text === other
    case 'start':
      return text.startsWith(other)
    case 'end':
      return text.endsWith(other)
    case 'within':
      return text.includes(other)
  }
}
