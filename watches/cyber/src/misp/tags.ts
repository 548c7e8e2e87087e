import type { Tlp } from '@yagura/record'
import { isMembers, type Members } from '../members.ts'
import type { StixObject } from '../stix/stix-object.ts'
import { tlpLabel } from '../stix/tlp.ts'
import { uuidFromName } from '../stix/uuid.ts'

/** What the tags of an event, an attribute or an object say. */
export type Tags = {
  readonly tlp: Tlp | undefined
  /** Tags that are neither a TLP label nor a galaxy that STIX has an object for. */
  readonly labels: readonly string[]
  readonly galaxies: readonly Galaxy[]
}

/** A word of a galaxy of MISP that STIX has an object for. */
type Galaxy = { readonly tag: string; readonly object: StixObject }

/** Types of STIX by what the name of a galaxy ends in; the first that fits counts. Source: names of the MISP galaxies. */
const typesByGalaxy: readonly (readonly [RegExp, string])[] = [
  [/attack-pattern$/, 'attack-pattern'],
  [/intrusion-set$/, 'intrusion-set'],
  [/(?:threat-actor|activity-group|360net-threat-actor)$/, 'threat-actor'],
  [/course-of-action$/, 'course-of-action'],
  [/(?:malware|malpedia|ransomware|backdoor|banker|botnet|cryptominers|rat|stealer|exploit-kit)$/, 'malware'],
  [/tool$/, 'tool'],
]
const order: readonly Tlp[] = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']

/** @param json - Something with a list “Tag”. Of several TLP labels the narrowest counts. */
export function readTags(json: Members): Tags {
  const names = [...new Set((Array.isArray(json['Tag']) ? json['Tag'] : []).flatMap(nameOf))]
  const labels: string[] = []
  const galaxies: Galaxy[] = []
  let tlp: Tlp | undefined
  for (const name of names) {
    const label = /^tlp:/i.test(name) ? tlpLabel(name) : undefined
    const object = galaxyObject(name)
    if (label !== undefined) tlp = tlp === undefined || order.indexOf(label) > order.indexOf(tlp) ? label : tlp
    else if (object !== undefined) galaxies.push({ tag: name, object })
    else labels.push(name)
  }
  return { tlp, labels, galaxies }
}

function nameOf(tag: unknown): readonly string[] {
  return isMembers(tag) && typeof tag['name'] === 'string' && tag['name'] !== '' ? [tag['name']] : []
}

/** `misp-galaxy:mitre-attack-pattern="Unix Shell - T1059.004"` is an attack pattern that everybody makes with the same id. */
function galaxyObject(tag: string): StixObject | undefined {
  const [, galaxy = '', value = ''] = /^misp-galaxy:([^=]+)="(.+)"$/s.exec(tag) ?? []
  const [, type] = typesByGalaxy.find(([ending]) => ending.test(galaxy)) ?? []
  if (type === undefined) return undefined
  const [, name = value, attackId] = /^(.*?) - ([A-Z]{1,2}\d{4}(?:\.\d{3})?)$/.exec(value) ?? []
  const time = '1970-01-01T00:00:00.000Z'
  const source = attackId === undefined ? `misp-galaxy:${galaxy}` : 'mitre-attack'
  return {
    type,
    spec_version: '2.1',
    id: `${type}--${uuidFromName(`galaxy ${type} ${value}`, 5)}`,
    created: time,
    modified: time,
    name,
    ...(type === 'malware' ? { is_family: true } : {}),
    external_references: [{ source_name: source, external_id: attackId ?? value }],
  }
}
