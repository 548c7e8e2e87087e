import { compileSearch, type SlotOf, type TestFields } from './compile-search.ts'
import { type EventFields, messageSlot } from './event-fields.ts'
import type { Search } from './sigma-rule.ts'
import { longestLiteral } from './sigma-text.ts'

/** What in an event fits a rule. The field is undefined where the whole message was asked; the value is then what was found in it. */
export type Finding = { readonly field: string | undefined; readonly value: string }

/** What in an event fits a search that it fits; nothing of what was excluded. */
export type Explain = (fields: EventFields) => readonly Finding[]

const longestValue = 1024

/** @param slotOf - Asked while this runs, not later. */
export function explainSearch(search: Search, slotOf: SlotOf): Explain {
  if (search.kind === 'not') return () => []
  if (search.kind !== 'test') {
    const parts = search.of.map((part) => explainSearch(part, slotOf))
    const tests = search.of.map((part) => compileSearch(part, slotOf))
    return (fields) => parts.flatMap((part, index) => (tests[index]?.(fields) === true ? part(fields) : []))
  }
  const { field, anyOf } = search
  if (field !== undefined) {
    const slot = slotOf(field)
    return (fields) => [{ field, value: shortened(fields.texts(slot).join(', ')) }]
  }
  const keywords = anyOf.map((test): { readonly keyword: string; readonly isIn: TestFields } => ({
    keyword: test.kind === 'text' ? longestLiteral(test.parts) : '',
    isIn: compileSearch({ kind: 'test', field: undefined, anyOf: [test] }, slotOf),
  }))
  return (fields) => {
    const found = keywords.find(({ isIn }) => isIn(fields))
    return found === undefined
      ? []
      : [{ field, value: shortened(found.keyword || (fields.texts(messageSlot)[0] ?? '')) }]
  }
}

function shortened(value: string): string {
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`
}
