import type { StixObject } from './stix-object.ts'

/** What every generated object names that leaves as a file: by it whoever is given it knows that nothing of it happened. */
export const simulatedMarking: StixObject = {
  type: 'marking-definition',
  spec_version: '2.1',
  id: 'marking-definition--7d0c5a0e-3f0b-4c1e-9a55-51d1a7ed0a01',
  created: '2026-11-23T00:00:00.000Z',
  name: 'SIMULATED',
  definition_type: 'statement',
  definition: { statement: 'SIMULATED: this is generated data, for training and tests. Nothing of it happened.' },
}

/** Whether an object says that it is generated; the definition does, too. */
export function isMarkedSimulated(object: StixObject): boolean {
  return object.id === simulatedMarking.id || refsOf(object).includes(simulatedMarking.id)
}

/** The object as it leaves a node of generated data. Definitions of markings stay as everybody knows them. */
export function markedSimulated(object: StixObject): StixObject {
  if (object.type === 'marking-definition' || isMarkedSimulated(object)) return object
  return { ...object, object_marking_refs: [...refsOf(object), simulatedMarking.id] }
}

/** The object as it was before it was marked so. */
export function withoutSimulatedMarking(object: StixObject): StixObject {
  const refs = refsOf(object)
  if (!refs.includes(simulatedMarking.id)) return object
  const { object_marking_refs: _, ...rest } = object
  const others = refs.filter((id) => id !== simulatedMarking.id)
  return others.length === 0 ? rest : { ...object, object_marking_refs: others }
}

function refsOf({ object_marking_refs: refs }: StixObject): readonly unknown[] {
  return Array.isArray(refs) ? refs : []
}
