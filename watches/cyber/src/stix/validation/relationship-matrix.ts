import type { Members } from '../../members.ts'
import { readIdentifier } from '../identifier.ts'
import { type Findings, shown } from './findings.ts'

const common = new Set(['derived-from', 'duplicate-of', 'related-to'])
/** Objects that the matrix does not speak of. */
const outside = new Set([
  'bundle',
  'language-content',
  'marking-definition',
  'sighting',
  'relationship',
  'extension-definition',
])

const victims = 'identity location vulnerability'
const means = 'attack-pattern infrastructure malware tool'
const hosts = 'domain-name ipv4-addr ipv6-addr url'
const observed =
  'artifact autonomous-system directory domain-name email-addr email-message file ipv4-addr ipv6-addr mac-addr mutex network-traffic process software url user-account windows-registry-key x509-certificate'

/** Targets by source and kind of relationship. Source: STIX 2.1 §4, “Relationships” of each object, and appendix B. */
const matrix: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'attack-pattern': { delivers: 'malware', targets: victims, uses: 'malware tool' },
  campaign: {
    'attributed-to': 'intrusion-set threat-actor',
    compromises: 'infrastructure',
    'originates-from': 'location',
    targets: victims,
    uses: means,
  },
  'course-of-action': {
    investigates: 'indicator',
    mitigates: 'attack-pattern indicator malware tool vulnerability',
    remediates: 'malware vulnerability',
  },
  'domain-name': { 'resolves-to': 'domain-name ipv4-addr ipv6-addr' },
  identity: { 'located-at': 'location' },
  indicator: {
    indicates: 'attack-pattern campaign infrastructure intrusion-set malware threat-actor tool',
    'based-on': 'observed-data',
  },
  infrastructure: {
    'communicates-with': `infrastructure ${hosts}`,
    'consists-of': `infrastructure observed-data ${observed}`,
    controls: 'infrastructure malware',
    delivers: 'malware',
    has: 'vulnerability',
    hosts: 'tool malware',
    'located-at': 'location',
    uses: 'infrastructure',
  },
  'intrusion-set': {
    'attributed-to': 'threat-actor',
    compromises: 'infrastructure',
    hosts: 'infrastructure',
    owns: 'infrastructure',
    'originates-from': 'location',
    targets: victims,
    uses: means,
  },
  'ipv4-addr': { 'resolves-to': 'mac-addr', 'belongs-to': 'autonomous-system' },
  'ipv6-addr': { 'resolves-to': 'mac-addr', 'belongs-to': 'autonomous-system' },
  malware: {
    'authored-by': 'threat-actor intrusion-set',
    'beacons-to': 'infrastructure',
    'exfiltrates-to': 'infrastructure',
    'communicates-with': hosts,
    controls: 'malware',
    downloads: 'malware tool file',
    drops: 'malware tool file',
    exploits: 'vulnerability',
    'originates-from': 'location',
    targets: 'identity infrastructure location vulnerability',
    uses: means,
    'variant-of': 'malware',
  },
  'malware-analysis': {
    characterizes: 'malware',
    'analysis-of': 'malware',
    'static-analysis-of': 'malware',
    'dynamic-analysis-of': 'malware',
  },
  'threat-actor': {
    'attributed-to': 'identity',
    compromises: 'infrastructure',
    hosts: 'infrastructure',
    owns: 'infrastructure',
    impersonates: 'identity',
    'located-at': 'location',
    targets: victims,
    uses: means,
  },
  tool: {
    delivers: 'malware',
    drops: 'malware',
    has: 'vulnerability',
    targets: 'identity infrastructure location vulnerability',
    uses: 'infrastructure',
  },
}

const relationshipTypes = 'relationship-types'

/** Relationships should be of the kinds that the standard suggests. */
export function checkRelationshipKind(value: Members, findings: Findings): void {
  if (!findings.isOn(relationshipTypes)) return
  const { relationship_type: kind, source_ref: from, target_ref: to } = value
  if (typeof kind !== 'string' || typeof from !== 'string' || typeof to !== 'string') return
  const [source, target] = [readIdentifier(from)?.type, readIdentifier(to)?.type]
  if (source === undefined || target === undefined || common.has(kind)) return
  if (outside.has(source) || outside.has(target)) return
  const kinds = Object.hasOwn(matrix, source) ? matrix[source] : undefined
  const targets = kinds !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (targets === undefined) {
    findings.should(relationshipTypes, '5.1', `${shown(kind)} is not suggested from ${source}`)
  } else if (!targets.split(' ').includes(target)) {
    findings.should(relationshipTypes, '5.1', `${shown(kind)} is not suggested from ${source} to ${target}`)
  }
}
