import type { Members } from '../members.ts'
import { ComparisonFault, isAsCompared, valuesAsTested } from '../patterns/compare.ts'
import type { Observation } from '../patterns/observation.ts'
import type { Comparison, ObjectPath } from '../patterns/pattern.ts'
import { foldAscii } from './canonical-value.ts'
import { requestUrls } from './event-values.ts'
import { bareName, fieldsByBareName } from './field-reader.ts'
import type { LogEvent } from './log-event.ts'
import { type FieldTable, networkFields, tablesByType } from './observed-fields.ts'

/** A value that makes a comparison true, and where in an object it is. */
type FoundValue = { readonly path: ObjectPath; readonly value: unknown }

/** Whether what was observed is as one of the comparisons says. */
export function isAsOneOf(comparisons: readonly Comparison[], observation: Observation): boolean {
  return comparisons.some((comparison) => observation.objects.some((object) => isSo(comparison, object, observation)))
}

/**
 * The fields of an event that make comparisons true, with their values: those that an object was made of, which say the value or hold it.
 *
 * @param observation - What the event says in the words of STIX.
 */
export function fieldsOfMatch(
  event: LogEvent,
  comparisons: readonly Comparison[],
  observation: Observation,
): Readonly<Record<string, string>> {
  const found = comparisons.flatMap((comparison) =>
    observation.objects.flatMap((object) => foundIn(comparison, object, observation)),
  )
  const fields = found.toReversed().flatMap((each) => fieldsOf(event, each))
  // What the observer writes in its own way stands in no field: the fields of which it is made are told then.
  const told = fields.length > 0 ? fields : found.flatMap(({ path }) => textsAtPath(event, path))
  return Object.fromEntries(told)
}

function isSo(comparison: Comparison, object: Members, observation: Observation): boolean {
  return unlessIncomparable(() => isAsCompared(comparison, object, observation), false)
}

/** A text of a log that is compared with a time and is none is not as asked. */
function unlessIncomparable<Answer>(ask: () => Answer, otherwise: Answer): Answer {
  try {
    return ask()
  } catch (error) {
    if (error instanceof ComparisonFault) return otherwise
    throw error
  }
}

function foundIn(comparison: Comparison, object: Members, observation: Observation): readonly FoundValue[] {
  if (!isSo(comparison, object, observation)) return []
  if ('parts' in comparison) return comparison.parts.flatMap((part) => foundIn(part, object, observation))
  const values = unlessIncomparable(() => valuesAsTested(comparison, object, observation), [])
  return values.map((value) => ({ path: comparison.path, value }))
}

function textsAtPath(event: LogEvent, path: ObjectPath): readonly (readonly [string, string])[] {
  const names = fieldsAt(path)
  const fields = fieldsByBareName(event)
  const nested = new Set([...fields.keys()].filter((name) => bareName(name) !== name).map(bareName))
  return [...fields].flatMap(([name, values]) => {
    if (nested.has(name) || (names !== undefined && !names.has(bareName(name)))) return []
    return values.flatMap((value) => (value === null ? [] : [[name, String(value)] as const]))
  })
}

function fieldsOf(event: LogEvent, { path, value }: FoundValue): readonly (readonly [string, string])[] {
  const sought = foldAscii(String(value))
  const texts = textsAtPath(event, path)
  const same = texts.filter(([, text]) => foldAscii(text) === sought)
  if (same.length > 0) return same
  const put = requestUrls(event.fields()).filter(({ url }) => url === value)
  if (put.length > 0) return put.map(({ field, url }) => [field, url] as const)
  // A name of a file stands at the end of its path, an address of IPv4 at the end of one of IPv6.
  return texts.filter(([, text]) => sought !== '' && foldAscii(text).includes(sought))
}

/** Fields of which the object at a path was made; undefined where it may be any. */
function fieldsAt({ objectType, steps }: ObjectPath): ReadonlySet<string> | undefined {
  const [first] = steps
  const isEnd = objectType === 'network-traffic' && first !== undefined && 'key' in first
  const ends = isEnd ? endsByKey.get(first.key) : undefined
  return ends === undefined ? fieldsByType.get(objectType) : namesIn([ends])
}

const endsByKey: ReadonlyMap<string, FieldTable> = new Map<string, FieldTable>([
  ['src_ref', { src: networkFields.src }],
  ['dst_ref', { dst: networkFields.dst, namedTarget: networkFields.namedTarget }],
  ['src_port', { srcPort: networkFields.srcPort }],
  ['dst_port', { dstPort: networkFields.dstPort }],
])
/** What a log is of is a protocol, too. */
const kindOfLog: FieldTable = { kind: { names: ['_path', 'event_type'], like: [] } }
const fieldsByType: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...tablesByType].map(([type, tables]) => [
    type,
    namesIn(type === 'network-traffic' ? [...tables, kindOfLog] : tables),
  ]),
)

function namesIn(tables: readonly FieldTable[]): ReadonlySet<string> {
  return new Set(tables.flatMap((table) => Object.values(table).flatMap(({ names }) => names)))
}
