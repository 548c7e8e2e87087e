import { isMembers, type Members } from '../../members.ts'
import { readIdentifier } from '../identifier.ts'
import { microsecondsOf } from '../stix-facts.ts'
import { isStixObject, type StixObject } from '../stix-object.ts'
import { checkObject21 } from './check-object.ts'
import { checkObject20 } from './check-object-20.ts'
import { checkCustomContent } from './custom-content.ts'
import { type Findings, shown } from './findings.ts'
import { bundleRules } from './meta-rules.ts'
import { checkTranslation } from './translation-rules.ts'
import { checkMembers, text } from './values.ts'

/** A bundle and each object in it. Source: STIX 2.1 §8; of 2.0, part 1 §5. */
export function checkBundle(bundle: StixObject, enforcesRefs: boolean, findings: Findings): void {
  const is20 = bundle['spec_version'] === '2.0'
  checkFrame(bundle, is20, findings)
  const { objects } = bundle
  if (!Array.isArray(objects)) return
  const known = new Map<string, StixObject[]>()
  for (const [index, object] of objects.entries()) {
    findings.enter('objects')
    findings.enter(index)
    checkContent(object, is20, findings)
    if (isStixObject(object)) checkTwice(object, known, findings)
    findings.leave()
    findings.leave()
  }
  for (const [index, object] of objects.entries()) {
    if (!isStixObject(object)) continue
    findings.enter('objects')
    findings.enter(index)
    checkRevoked(object, known.get(object.id) ?? [], findings)
    if (object.type === 'language-content') checkTranslation(object, known, findings)
    if (enforcesRefs) checkPresent(object, known, findings)
    findings.leave()
    findings.leave()
  }
}

function checkFrame(bundle: StixObject, is20: boolean, findings: Findings): void {
  const { objects, ...frame } = bundle
  const rules = is20 ? { ...bundleRules, members: { ...bundleRules.members, spec_version: text } } : bundleRules
  checkMembers(objects === undefined ? frame : { ...frame, objects }, rules, findings)
  checkCustomContent(bundle, rules.members, findings)
  const id = readIdentifier(bundle.id)
  findings.enter('id')
  if (id !== undefined && id.type !== 'bundle')
    findings.must('id-type', '2.9', `${shown(bundle.id)} is no id of a bundle`)
  if (id !== undefined && id.version !== 4) findings.should('uuid-check', '2.9', `${shown(bundle.id)} has no UUIDv4`)
  findings.leave()
}

/** Objects of 2.0 have no `spec_version`; observables of 2.1 need none, but have no time of creation. */
function checkContent(object: unknown, is20: boolean, findings: Findings): void {
  if (!isMembers(object)) {
    findings.must('not-an-object', '8', 'wants an object')
    return
  }
  const version = object['spec_version']
  const isOf20 = is20
    ? version !== '2.1'
    : version === '2.0' || (version === undefined && object['created'] !== undefined)
  if (object['type'] === 'bundle') findings.must('nested-bundle', '8', 'a bundle may not hold a bundle')
  else if (isOf20) checkObject20(object, findings)
  else checkObject21(object, findings)
}

function checkTwice(object: StixObject, known: Map<string, StixObject[]>, findings: Findings): void {
  const same = known.get(object.id)
  if (same === undefined) known.set(object.id, [object])
  else {
    const isTwice = object['modified'] !== undefined && same.some((one) => one['modified'] === object['modified'])
    if (isTwice) findings.should('duplicate-ids', '3.6', `${shown(object.id)} is there twice in the same version`)
    same.push(object)
  }
}

/** Revoking is permanent: no version follows one that is revoked. Source: STIX 2.1 §3.2. */
function checkRevoked(object: StixObject, versions: readonly StixObject[], findings: Findings): void {
  if (versions.length < 2) return
  const modifiedUs = microsecondsOf(String(object['modified'])) ?? Number.NEGATIVE_INFINITY
  const before = versions.find((one) => {
    const revokedUs = one['revoked'] === true ? microsecondsOf(String(one['modified'])) : undefined
    return revokedUs !== undefined && revokedUs < modifiedUs
  })
  if (before !== undefined) {
    findings.must('revoked', '3.2', `${shown(object.id)} was revoked with the version of ${shown(before['modified'])}`)
  }
}

const named = ['source_ref', 'target_ref', 'sighting_of_ref', 'observed_data_refs', 'where_sighted_refs']

function checkPresent(object: Members, known: ReadonlyMap<string, unknown>, findings: Findings): void {
  if (object['type'] !== 'relationship' && object['type'] !== 'sighting') return
  for (const name of named) {
    const refs: readonly unknown[] = [object[name]].flat().filter((ref) => ref !== undefined)
    for (const ref of refs.filter((one) => typeof one !== 'string' || !known.has(one))) {
      findings.enter(name)
      findings.must('missing-reference', '5', `${shown(ref)} is not in the bundle`)
      findings.leave()
    }
  }
}
