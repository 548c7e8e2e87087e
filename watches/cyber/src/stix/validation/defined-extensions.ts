import { attackFlowExtension } from '../../attack-flow/flow-ids.ts'
import { flowObjectRules } from '../../attack-flow/flow-rules.ts'
import { caseAdditionRules, caseExtension, caseObjectRules } from '../../incident/case-extension.ts'
import { suiteExtensions } from '../../incident/suite-ids.ts'
import { incidentExtensionRules, suiteObjectRules } from '../../incident/suite-rules.ts'
import { isMembers, type Members } from '../../members.ts'
import type { Findings } from './findings.ts'
import { checkMembers, type Structure } from './values.ts'

/** An extension whose definition is published, and what it adds. */
type DefinedExtension = {
  /** Types of objects that it adds. */
  readonly objects?: Readonly<Record<string, Structure>>
  /** What stands under its name in objects that it adds properties to. */
  readonly properties?: Structure
}

const defined: ReadonlyMap<string, DefinedExtension> = new Map<string, DefinedExtension>([
  [suiteExtensions.incident, { properties: incidentExtensionRules }],
  [suiteExtensions.event, { objects: { event: suiteObjectRules.event } }],
  [suiteExtensions.impact, { objects: { impact: suiteObjectRules.impact } }],
  [suiteExtensions.task, { objects: { task: suiteObjectRules.task } }],
  [attackFlowExtension, { objects: flowObjectRules }],
  [caseExtension, { objects: caseObjectRules, properties: caseAdditionRules }],
])

/** @returns How an object is made whose type an extension adds that it names; undefined for other objects. Source: STIX 2.1 §7.3. */
export function addedObjectRules(value: Members): Structure | undefined {
  const held = value['extensions']
  const type = String(value['type'])
  for (const name of isMembers(held) ? Object.keys(held) : []) {
    const objects = defined.get(name)?.objects
    if (objects !== undefined && Object.hasOwn(objects, type)) return objects[type]
  }
  return undefined
}

/** Checks the properties that extensions of known definitions add to an object. Source: STIX 2.1 §7.3. */
export function checkAddedProperties(value: Members, findings: Findings): void {
  const held = value['extensions']
  if (!isMembers(held)) return
  findings.enter('extensions')
  for (const [name, members] of Object.entries(held)) {
    const properties = defined.get(name)?.properties
    if (properties === undefined || !isMembers(members)) continue
    findings.enter(name)
    checkMembers(members, properties, findings)
    findings.leave()
  }
  findings.leave()
}
