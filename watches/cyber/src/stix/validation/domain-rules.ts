import { commonMembers, commonRequired, killChainPhase } from './common-rules.ts'
import { compareTimes } from './compare-times.ts'
import { dictionaryOf } from './dictionaries.ts'
import { checkFamily, checkObserved, checkPlace, country, observedRef, product, seenInOrder } from './domain-values.ts'
import { identifier, refsTo, refTo } from './references.ts'
import {
  filledText,
  flag,
  float,
  integer,
  listOf,
  type MemberRules,
  oneOf,
  type Structure,
  text,
  timestamp,
} from './values.ts'
import { wordOf, wordsOf } from './vocabularies.ts'

const texts = listOf(text)
const identifiers = listOf(identifier)
const killChainPhases = listOf(killChainPhase)
const named: MemberRules = { name: filledText, description: text }
const seen: MemberRules = { first_seen: timestamp, last_seen: timestamp }

function domain(
  section: string,
  required: readonly string[],
  members: MemberRules,
  whole?: Structure['whole'],
): Structure {
  const rules = { section, members: { ...commonMembers, ...members }, required: [...commonRequired, ...required] }
  return whole === undefined ? rules : { ...rules, whole }
}

/** The 19 domain objects. Source: STIX 2.1 §4. */
export const domainRules: Readonly<Record<string, Structure>> = {
  'attack-pattern': domain('4.1', ['name'], { ...named, aliases: texts, kill_chain_phases: killChainPhases }),
  campaign: domain('4.2', ['name'], { ...named, ...seen, aliases: texts, objective: text }, seenInOrder('4.2')),
  'course-of-action': domain('4.3', ['name'], named),
  grouping: domain('4.4', ['context', 'object_refs'], {
    ...named,
    context: wordOf('grouping-context'),
    object_refs: identifiers,
  }),
  identity: domain('4.5', ['name'], {
    ...named,
    roles: texts,
    identity_class: wordOf('identity-class'),
    sectors: wordsOf('industry-sector'),
    contact_information: text,
  }),
  incident: domain('4.6', ['name'], named),
  indicator: domain(
    '4.7',
    ['pattern', 'pattern_type', 'valid_from'],
    {
      ...named,
      indicator_types: wordsOf('indicator-types'),
      pattern: text,
      pattern_type: wordOf('indicator-pattern-types'),
      pattern_version: text,
      valid_from: timestamp,
      valid_until: timestamp,
      kill_chain_phases: killChainPhases,
    },
    (value, findings) => {
      compareTimes('valid_from', 'valid_until', 'later', '4.7')(value, findings)
      if (value['name'] === undefined || value['description'] === undefined) {
        findings.should('indicator-properties', '4.7', 'has no name or no description')
      }
    },
  ),
  infrastructure: domain(
    '4.8',
    ['name'],
    {
      ...named,
      ...seen,
      infrastructure_types: wordsOf('infrastructure-types'),
      aliases: texts,
      kill_chain_phases: killChainPhases,
    },
    seenInOrder('4.8'),
  ),
  'intrusion-set': domain(
    '4.9',
    ['name'],
    {
      ...named,
      ...seen,
      aliases: texts,
      goals: texts,
      resource_level: wordOf('attack-resource-level'),
      primary_motivation: wordOf('attack-motivation'),
      secondary_motivations: wordsOf('attack-motivation'),
    },
    seenInOrder('4.9'),
  ),
  location: domain(
    '4.10',
    [],
    {
      name: text,
      description: text,
      latitude: float(-90, 90),
      longitude: float(-180, 180),
      precision: float(),
      region: wordOf('region'),
      country,
      administrative_area: text,
      city: text,
      street_address: text,
      postal_code: text,
    },
    checkPlace,
  ),
  malware: domain(
    '4.11',
    ['is_family'],
    {
      ...named,
      ...seen,
      malware_types: wordsOf('malware-types'),
      is_family: flag,
      aliases: texts,
      kill_chain_phases: killChainPhases,
      operating_system_refs: refsTo('software'),
      architecture_execution_envs: wordsOf('processor-architecture'),
      implementation_languages: wordsOf('implementation-languages'),
      capabilities: wordsOf('malware-capabilities'),
      sample_refs: refsTo('artifact', 'file'),
    },
    checkFamily,
  ),
  'malware-analysis': {
    ...domain(
      '4.12',
      ['product'],
      {
        product,
        version: text,
        host_vm_ref: refTo('software'),
        operating_system_ref: refTo('software'),
        installed_software_refs: refsTo('software'),
        configuration_version: text,
        modules: texts,
        analysis_engine_version: text,
        analysis_definition_version: text,
        submitted: timestamp,
        analysis_started: timestamp,
        analysis_ended: timestamp,
        result_name: text,
        result: wordOf('malware-result'),
        analysis_sco_refs: identifiers,
        sample_ref: refTo('artifact', 'file', 'network-traffic'),
      },
      compareTimes('analysis_started', 'analysis_ended', 'same-or-later', '4.12'),
    ),
    anyOf: ['result', 'analysis_sco_refs'],
  },
  note: domain('4.13', ['content', 'object_refs'], {
    abstract: text,
    content: text,
    authors: texts,
    object_refs: identifiers,
  }),
  'observed-data': domain(
    '4.14',
    ['first_observed', 'last_observed', 'number_observed'],
    {
      first_observed: timestamp,
      last_observed: timestamp,
      number_observed: integer(1, 999_999_999),
      objects: dictionaryOf(() => undefined, { keys: /^/, section: '4.14' }),
      object_refs: listOf(observedRef),
    },
    checkObserved,
  ),
  opinion: domain('4.15', ['opinion', 'object_refs'], {
    explanation: text,
    authors: texts,
    opinion: oneOf(['strongly-disagree', 'disagree', 'neutral', 'agree', 'strongly-agree'], '10.18'),
    object_refs: identifiers,
  }),
  report: domain('4.16', ['name', 'published', 'object_refs'], {
    ...named,
    report_types: wordsOf('report-types'),
    published: timestamp,
    object_refs: identifiers,
  }),
  'threat-actor': domain(
    '4.17',
    ['name'],
    {
      ...named,
      ...seen,
      threat_actor_types: wordsOf('threat-actor-types'),
      aliases: texts,
      roles: wordsOf('threat-actor-role'),
      goals: texts,
      sophistication: wordOf('threat-actor-sophistication'),
      resource_level: wordOf('attack-resource-level'),
      primary_motivation: wordOf('attack-motivation'),
      secondary_motivations: wordsOf('attack-motivation'),
      personal_motivations: wordsOf('attack-motivation'),
    },
    seenInOrder('4.17'),
  ),
  tool: domain('4.18', ['name'], {
    ...named,
    tool_types: wordsOf('tool-types'),
    aliases: texts,
    kill_chain_phases: killChainPhases,
    tool_version: text,
  }),
  vulnerability: domain('4.19', ['name'], named),
}
