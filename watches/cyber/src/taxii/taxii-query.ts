import { microsecondsOf } from '../stix/stix-facts.ts'

/** Which versions of each object are wanted: the last or first, all, or that of an instant, Unix time in µs. */
export type VersionWanted = 'last' | 'first' | 'all' | number

/** What the address of a request asks for. Absent members were not asked for. Source: TAXII 2.1 §3.4. */
export type TaxiiQuery = {
  /** Unix time, µs: only what was added later. */
  readonly addedAfterUs?: number
  readonly limit?: number
  /** Where the page before ended, as the server had named it. */
  readonly next?: string
  readonly ids?: readonly string[]
  readonly types?: readonly string[]
  readonly versions?: readonly VersionWanted[]
  readonly specVersions?: readonly string[]
}

/** What was asked, or why it cannot be. */
export type TaxiiQueryAnswer =
  | { readonly ok: true; readonly query: TaxiiQuery }
  | { readonly ok: false; readonly reason: string }

/** Names of parameters that a resource takes. */
export type TaxiiParameter = 'added_after' | 'limit' | 'next' | `match[${'id' | 'type' | 'version' | 'spec_version'}]`

/** Values in one list: more is no question that a person asked. */
const mostValues = 1000
type Parsed = TaxiiQuery | string

/** How each parameter is read: as members of the query, or as what is wrong. */
const readers: Readonly<Record<TaxiiParameter, (value: string) => Parsed>> = {
  added_after: (value) => {
    const addedAfterUs = microsecondsOf(value)
    return addedAfterUs === undefined
      ? `"${shown(value)}" is no timestamp such as 2024-01-01T00:00:00.000Z`
      : { addedAfterUs }
  },
  limit: (value) => {
    const limit = /^\d{1,15}$/.test(value) ? Number(value) : 0
    return limit < 1 ? `"${shown(value)}" is no whole number from 1` : { limit }
  },
  next: (value) => (value === '' ? 'it is empty' : { next: value }),
  'match[id]': (value) => listOf(value, (ids) => ({ ids })),
  'match[type]': (value) => listOf(value, (types) => ({ types })),
  'match[spec_version]': (value) => listOf(value, (specVersions) => ({ specVersions })),
  'match[version]': (value) =>
    listOf(value, (texts) => {
      const versions = texts.map(versionOf)
      const wrong = versions.indexOf(undefined)
      if (wrong >= 0) return `"${shown(texts[wrong] ?? '')}" is neither last, first, all nor a timestamp`
      return { versions: versions.filter((version) => version !== undefined) }
    }),
}

/**
 * Reads what a request asks for. One parameter comes once; several values stand in it with commas. Source: TAXII 2.1 §3.4.
 *
 * @param pairs - Names and values of the address, decoded, in order.
 * @param taken - Parameters of the resource; another one of TAXII is refused, for to leave it out would answer another question.
 */
export function readTaxiiQuery(
  pairs: Iterable<readonly [string, string]>,
  taken: readonly TaxiiParameter[],
): TaxiiQueryAnswer {
  const seen = new Set<string>()
  let query: TaxiiQuery = {}
  for (const [name, value] of pairs) {
    const parameter = taken.find((each) => each === name)
    if (parameter === undefined) {
      if (Object.hasOwn(readers, name) || name.startsWith('match['))
        return refused(name, 'this resource does not take it')
      continue
    }
    if (seen.has(name)) return refused(name, 'it is given twice; several values are separated by commas')
    seen.add(name)
    const parsed = readers[parameter](value)
    if (typeof parsed === 'string') return refused(name, parsed)
    query = { ...query, ...parsed }
  }
  return { ok: true, query }
}

function refused(name: string, problem: string): TaxiiQueryAnswer {
  return { ok: false, reason: `${shown(name)}: ${problem}` }
}

function listOf(text: string, read: (values: readonly string[]) => Parsed): Parsed {
  const values = text.split(',').map((value) => value.trim())
  if (values.includes('')) return 'a value of the list is empty'
  return values.length > mostValues ? `more than ${mostValues} values` : read(values)
}

function versionOf(text: string): VersionWanted | undefined {
  return text === 'last' || text === 'first' || text === 'all' ? text : microsecondsOf(text)
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
