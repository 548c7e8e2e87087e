import { commonMembers, commonRequired } from '../stix/validation/common-rules.ts'
import { shown } from '../stix/validation/findings.ts'
import { identifier, refsTo, refTo } from '../stix/validation/references.ts'
import { type MemberRules, oneOf, type Structure, text, timestamp } from '../stix/validation/values.ts'
import { flowNodeTypes } from './flow-ids.ts'

/** What a flow describes. */
const flowScopes = [
  'incident',
  'campaign',
  'threat-actor',
  'malware',
  'emulation-plan',
  'attack-tree',
  'other',
] as const

const goesOn = refsTo(...flowNodeTypes)

/** An object of Attack Flow has no members but its own: its schema is closed. */
function flowObject(type: string, required: readonly string[], own: MemberRules): Structure {
  const section = `Attack Flow 2.0 ${type}`
  const members = { ...commonMembers, ...own }
  return {
    section,
    required: [...commonRequired, 'extensions', ...required],
    members,
    whole: (value, findings) => {
      for (const name of Object.keys(value)) {
        if (Object.hasOwn(members, name)) continue
        findings.enter(name)
        findings.must('unknown-property', section, `${shown(name)} is no property of ${type}`)
        findings.leave()
      }
    },
  }
}

/** The objects of Attack Flow by type. Source: attack-flow-schema-2.0.0.json. */
export const flowObjectRules = {
  'attack-flow': flowObject('attack-flow', ['name', 'start_refs', 'scope'], {
    name: text,
    description: text,
    scope: oneOf(flowScopes, 'Attack Flow 2.0 attack-flow'),
    start_refs: refsTo('attack-action', 'attack-condition'),
  }),
  'attack-action': flowObject('attack-action', ['name'], {
    name: text,
    description: text,
    tactic_id: text,
    tactic_ref: identifier,
    technique_id: text,
    technique_ref: refTo('attack-pattern'),
    execution_start: timestamp,
    execution_end: timestamp,
    command_ref: refTo('process'),
    asset_refs: refsTo('attack-asset'),
    effect_refs: goesOn,
  }),
  'attack-asset': flowObject('attack-asset', ['name'], { name: text, description: text, object_ref: identifier }),
  'attack-condition': flowObject('attack-condition', ['description'], {
    description: text,
    pattern: text,
    pattern_type: text,
    pattern_version: text,
    on_true_refs: goesOn,
    on_false_refs: goesOn,
  }),
  'attack-operator': flowObject('attack-operator', ['operator'], {
    operator: oneOf(['AND', 'OR'], 'Attack Flow 2.0 attack-operator'),
    effect_refs: goesOn,
  }),
} as const satisfies Readonly<Record<string, Structure>>
