import type { SeededRandom } from '@yagura/testkit'

const asked = (name: string) =>
  `title: ${name}\nname: ${name}\nlogsource: { product: zeek, service: dns }\ndetection: { s: { query: ${name}.example }, condition: s }\n`
const correlation = (type: string, rules: string, more: string) =>
  `title: ${type}\nid: ${type}\ncorrelation:\n  type: ${type}\n  rules: [${rules}]\n  group-by: [id.orig_h]\n  timespan: 90m\n${more}`
/** Sigma correlations of all types. */
export const correlations: string = [
  ...['one', 'two', 'three'].map(asked),
  correlation('event_count', 'one', '  condition: { gte: 5 }\n'),
  correlation('value_count', 'two', '  condition: { field: qtype, gte: 4 }\n'),
  correlation('temporal', 'one, two, three', ''),
  correlation('temporal_ordered', 'three, two, one', ''),
].join('---\n')
const patterns = {
  and: "([domain-name:value = 'one.example'] AND [domain-name:value = 'two.example']) WITHIN 900 SECONDS",
  followed: "([domain-name:value = 'two.example'] FOLLOWEDBY [domain-name:value = 'three.example']) WITHIN 900 SECONDS",
  repeats: "[domain-name:value = 'three.example'] REPEATS 6 TIMES WITHIN 7200 SECONDS",
}
/** Indicators whose patterns are about several events: AND, FOLLOWEDBY and REPEATS, each WITHIN a time. */
export const indicatorsOfSeveral = Object.entries(patterns).map(([name, pattern], index) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: `indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd${30 + index}`,
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
  name,
  pattern,
  pattern_type: 'stix',
  valid_from: '2020-01-01T00:00:00Z',
}))

/** A line of a DNS log of Zeek that may be a part of each of them; lines follow each other by a minute. */
export function lineOfSeveral(random: SeededRandom, index: number): string {
  const query = `${['one', 'two', 'three', 'ok'][random.integer(0, 3)]}.example`
  const host = `192.0.2.${random.integer(1, 3)}`
  const event = { _path: 'dns', ts: 1_795_000_000 + index * 60, 'id.orig_h': host, query, qtype: index % 7 }
  return `${JSON.stringify(event)}\n`
}

/** Titles of all of them, in order. */
export const titlesOfSeveral = [
  'and',
  'event_count',
  'followed',
  'repeats',
  'temporal',
  'temporal_ordered',
  'value_count',
]
