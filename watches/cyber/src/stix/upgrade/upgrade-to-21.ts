import { isMembers, type Members } from '../../members.ts'
import type { StixObject } from '../stix-object.ts'
import { tlp1Definitions } from '../tlp.ts'
import { isInVocabulary, type Vocabulary } from '../validation/vocabularies.ts'
import { upgradeObserved } from './upgrade-observed.ts'
import type { Upgraded } from './upgraded.ts'

/** Where 2.1 keeps what the labels of a type said in 2.0, and the words that go there. Source: STIX 2.1 appendix C. */
const labelled: Readonly<Record<string, { readonly property: string; readonly vocabulary: Vocabulary }>> = {
  indicator: { property: 'indicator_types', vocabulary: 'indicator-types' },
  malware: { property: 'malware_types', vocabulary: 'malware-types' },
  report: { property: 'report_types', vocabulary: 'report-types' },
  'threat-actor': { property: 'threat_actor_types', vocabulary: 'threat-actor-types' },
  tool: { property: 'tool_types', vocabulary: 'tool-types' },
}

/** @returns Whether an object is of STIX 2.0: it says so, or has times of versions and says nothing. Observables of 2.1 need not say it. */
export function isOf20(object: Members): boolean {
  const version = object['spec_version']
  return version === '2.0' || (version === undefined && object['created'] !== undefined)
}

/**
 * An object of STIX 2.0 as one of 2.1; of 2.1 it is returned as it is. Nothing is made up: ids, times, markings, custom properties and
 * what the standard does not know stay. The rules are in docs/guide/stix.md.
 */
export function upgradeTo21(object: StixObject): Upgraded {
  if (!isOf20(object)) return { objects: [object], losses: [] }
  const { type } = object
  if (type === 'observed-data') return upgradeObserved(object)
  if (type === 'marking-definition') return { objects: [markingOf21(object)], losses: [] }
  const upgraded = { type, spec_version: '2.1', ...withTypes(object, type), id: object.id }
  // The object may have said 2.0 itself.
  upgraded.spec_version = '2.1'
  if (type === 'indicator') return { objects: [withPatternType(upgraded, object)], losses: [] }
  // 2.0 names malware and has no samples of it: what it means is a family, for all it says.
  const isFamily = type === 'malware' && object['is_family'] === undefined
  return { objects: [isFamily ? { ...upgraded, is_family: true } : upgraded], losses: [] }
}

function withPatternType(upgraded: Members, object: StixObject): StixObject {
  const { pattern_type: type = 'stix', pattern_version: version = '2.0' } = object
  return { ...upgraded, pattern_type: type, pattern_version: version, type: object.type, id: object.id }
}

/** Labels that are words of the vocabulary move; where markings select labels by their place, all stay. */
function withTypes(object: Members, type: string): Members {
  const target = Object.hasOwn(labelled, type) ? labelled[type] : undefined
  const { labels } = object
  if (target === undefined || !Array.isArray(labels) || object[target.property] !== undefined) return object
  const isWord = (label: unknown) => typeof label === 'string' && isInVocabulary(target.vocabulary, label)
  const types = labels.filter(isWord)
  if (types.length === 0) return object
  const kept = selectsLabels(object) ? labels : labels.filter((label) => !isWord(label))
  const { labels: _, ...rest } = object
  return { ...rest, [target.property]: types, ...(kept.length > 0 ? { labels: kept } : {}) }
}

function selectsLabels(object: Members): boolean {
  const markings = object['granular_markings']
  if (!Array.isArray(markings)) return false
  return markings.some(
    (one) =>
      isMembers(one) &&
      Array.isArray(one['selectors']) &&
      one['selectors'].some((each) => /^labels/.test(String(each))),
  )
}

/** 2.0 takes whole seconds in a marking definition, 2.1 does not: the same instant is written to the millisecond. */
function withMilliseconds(created: unknown): unknown {
  return typeof created === 'string' ? created.replace(/(:\d\d)Z$/, '$1.000Z') : created
}

/** TLP has one object a label in 2.1; a TLP marking of somebody's own becomes a statement that says the same. */
function markingOf21(object: StixObject): StixObject {
  const { spec_version: _, type, id, created: createdOf20, ...others } = object
  const rest = createdOf20 === undefined ? others : { created: withMilliseconds(createdOf20), ...others }
  const label = isMembers(object['definition']) ? object['definition']['tlp'] : undefined
  if (object['definition_type'] !== 'tlp' || typeof label !== 'string')
    return { type, spec_version: '2.1', id, ...rest }
  const name = `TLP:${label.toUpperCase()}`
  if (tlp1Definitions[id] === label) {
    const created = '2017-01-20T00:00:00.000Z'
    return { type, spec_version: '2.1', id, created, definition_type: 'tlp', name, definition: { tlp: label } }
  }
  return { type, spec_version: '2.1', id, ...rest, name, definition_type: 'statement', definition: { statement: name } }
}
