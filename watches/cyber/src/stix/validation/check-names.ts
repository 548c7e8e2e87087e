/** Checks of recommendations by the number that the validator of OASIS made known, so that habits and scripts keep working. */
const numbered: Readonly<Record<string, string>> = {
  '101': 'custom-prefix',
  '102': 'custom-prefix-lax',
  '103': 'uuid-check',
  '111': 'open-vocab-format',
  '121': 'kill-chain-names',
  '141': 'observable-object-keys',
  '142': 'observable-dictionary-keys',
  '143': 'malware-analysis-product',
  '149': 'windows-process-priority-format',
  '150': 'hash-length',
  '201': 'marking-definition-type',
  '202': 'relationship-types',
  '203': 'duplicate-ids',
  '211': 'attack-motivation',
  '212': 'attack-resource-level',
  '213': 'identity-class',
  '214': 'indicator-types',
  '215': 'industry-sector',
  '216': 'malware-types',
  '218': 'report-types',
  '219': 'threat-actor-types',
  '220': 'threat-actor-role',
  '221': 'threat-actor-sophistication',
  '222': 'tool-types',
  '223': 'region',
  '225': 'grouping-context',
  '226': 'implementation-languages',
  '227': 'infrastructure-types',
  '228': 'malware-capabilities',
  '230': 'processor-architecture',
  '231': 'malware-result',
  '241': 'hash-algo',
  '243': 'windows-pebinary-type',
  '244': 'account-type',
  '245': 'indicator-pattern-types',
  '271': 'mime-type',
  '272': 'protocols',
  '273': 'ipfix',
  '274': 'http-request-headers',
  '275': 'socket-options',
  '276': 'pdf-doc-info',
  '277': 'countries',
  '301': 'network-traffic-ports',
  '302': 'extref-hashes',
  '303': 'indicator-properties',
  '304': 'deprecated-properties',
  '305': 'extension-description',
  '306': 'extension-properties',
  '401': 'extensions-use',
}
/** Recommendations that the validator of OASIS does not number. */
const unnumbered = ['uuid-form', 'tlp-marking', 'empty-bundle', 'incident-vocabulary']

const between = (low: number, high: number): readonly string[] =>
  Object.entries(numbered).flatMap(([number, name]) => (Number(number) >= low && Number(number) <= high ? [name] : []))

/** Names that stand for several checks, by name and number. */
const groups: Readonly<Record<string, readonly string[]>> = {
  all: [...Object.values(numbered), ...unnumbered],
  'format-checks': between(101, 199),
  '1': between(101, 199),
  'approved-values': between(200, 299),
  '2': between(200, 299),
  'all-vocabs': between(211, 269),
  '210': between(211, 269),
  'all-external-sources': between(271, 299),
  '270': between(271, 299),
}

/** All names of checks that can be turned off, sorted; groups are not among them. */
export function checkNames(): readonly string[] {
  return [...Object.values(numbered), ...unnumbered].sort()
}

/**
 * The checks that a name, a number or a group means.
 *
 * @returns Undefined for a word that means none.
 */
export function checksNamed(word: string): readonly string[] | undefined {
  if (Object.hasOwn(groups, word)) return groups[word]
  if (Object.hasOwn(numbered, word)) return [numbered[word] ?? word]
  return checkNames().includes(word) ? [word] : undefined
}

/**
 * Which checks of recommendations run. All where nothing is named; only those enabled where some are and none is disabled; else all
 * but the disabled, and the enabled. How custom content is named is looked at by one check alone, the first of `extensions-use`,
 * `custom-prefix`, `custom-prefix-lax` that is not disabled: each is for content that need not follow the one before.
 *
 * @param disabled - Names of single checks, see `checksNamed`.
 */
export function checksOn(disabled: ReadonlySet<string>, enabled: ReadonlySet<string>): (code: string) => boolean {
  const naming = ['extensions-use', 'custom-prefix', 'custom-prefix-lax'].find((name) => !disabled.has(name))
  const isNaming = (code: string) => code === 'extensions-use' || code.startsWith('custom-prefix')
  const isByDefault = (code: string) => (isNaming(code) ? code === naming : !disabled.has(code))
  if (enabled.size > 0 && disabled.size === 0) return (code) => enabled.has(code)
  return (code) => enabled.has(code) || isByDefault(code)
}
