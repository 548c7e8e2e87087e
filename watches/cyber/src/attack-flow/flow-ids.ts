/** The extension that adds the objects of Attack Flow 2.0. Source: Attack Flow 2.0.0 (Center for Threat-Informed Defense), extension definition. */
export const attackFlowExtension = 'extension-definition--fb9c968a-745b-4ade-9b25-c324172197f4'

/** Types of objects that lie on the paths of a flow. */
export const flowNodeTypes = ['attack-action', 'attack-condition', 'attack-operator'] as const

/** References by which a flow goes on, by type. */
export const nextRefs: Readonly<Record<string, readonly string[]>> = {
  'attack-action': ['effect_refs'],
  'attack-condition': ['on_true_refs', 'on_false_refs'],
  'attack-operator': ['effect_refs'],
}
