import { isMembers } from '../../members.ts'
import type { FindStandard } from '../json-schema/read-schemas.ts'
import { type Ask, fault } from '../json-schema/visit.ts'
import { commonMembers, externalReference, granularMarking, killChainPhase, observableMembers } from './common-rules.ts'
import { dictionary, hashes } from './dictionaries.ts'
import { createFindings } from './findings.ts'
import { objectRules } from './object-rules.ts'
import { identifier } from './references.ts'
import { binary, hex, timestamp, url, type ValueRule } from './values.ts'

const address =
  /^(?:https?:)?\/\/raw\.githubusercontent\.com\/oasis-open\/cti-stix2-json-schemas\/[\w.-]+\/schemas\/([\w-]+)\/([\w-]+)\.json$/

/** Schemas of OASIS of single values, by the rules that stand for them here. */
const values: Readonly<Record<string, ValueRule>> = {
  binary,
  dictionary,
  'external-reference': externalReference,
  'granular-marking': granularMarking,
  'hashes-type': hashes,
  hex,
  identifier,
  'kill-chain-phase': killChainPhase,
  timestamp,
  'url-regex': url,
}
/** Schemas of what whole objects have in common. */
const frames = new Set([
  'core',
  'cyber-observable-core',
  'marking-definition',
  'language-content',
  'extension-definition',
])

/**
 * The schemas that OASIS published for STIX 2.1 itself, which schemas of extensions refer to. They need not be given: the tables by
 * which objects are checked say the same and more. One of a whole object asks nothing, as every object is checked anyway.
 */
export const findStandardSchema: FindStandard = (reference) => {
  const [, folder, name = ''] = address.exec(reference) ?? []
  if (folder === 'common' && Object.hasOwn(values, name)) return values[name] && byRule(values[name])
  const isWhole =
    folder === 'sdos' || folder === 'sros' || folder === 'observables' || (folder === 'common' && frames.has(name))
  return isWhole ? knowingStandardMembers : undefined
}

function byRule(rule: ValueRule): Ask {
  return (visit) => {
    const findings = createFindings(() => false, false)
    rule(visit.value, findings)
    for (const { severity, message } of findings.issues) if (severity === 'error') fault(visit, message)
  }
}

const membersOfUnknown = { ...commonMembers, ...observableMembers }

const knowingStandardMembers: Ask = ({ value, seen }) => {
  const type = isMembers(value) ? String(value['type']) : ''
  for (const name of Object.keys(objectRules.get(type)?.members ?? membersOfUnknown)) seen.add(name)
}
