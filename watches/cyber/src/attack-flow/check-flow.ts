import { isMembers } from '../members.ts'
import { isStixObject, type StixObject } from '../stix/stix-object.ts'
import { type CheckAnswer, type CheckOptions, checkStix } from '../stix/validation/check-stix.ts'
import { type StixIssue, shown } from '../stix/validation/findings.ts'
import { flowGraph, idsIn, unreached, walkFlow } from './flow-graph.ts'
import { nextRefs } from './flow-ids.ts'

const section = 'Attack Flow 2.0'
/** Of a circle, by their ids. */
const mostShown = 10

/** References to what must be in the bundle, beside those by which a flow goes on. */
const heldRefs: Readonly<Record<string, readonly string[]>> = {
  'attack-flow': ['start_refs'],
  'attack-action': ['asset_refs', 'command_ref'],
  'attack-asset': ['object_ref'],
}

/**
 * Checks an Attack Flow: its objects by the standard and the published schema, and the flow as a whole: that it is there, that it
 * goes on to nothing that is not in the bundle, which cycles it has and what no path leads to.
 *
 * @param value - A bundle or a list of objects, as parsed from JSON.
 * @returns Valid where no issue is an error. What is not in the bundle is one; a cycle and what is not reached are warnings.
 */
export function checkFlow(value: unknown, options: CheckOptions = {}): CheckAnswer {
  const checked = checkStix(value, options)
  const objects = objectsIn(value)
  const places = new Map(objects.map(({ id }, index) => [id, index]))
  const root = isMembers(value) ? 'objects' : ''
  const pathOf = (id: string) => (places.has(id) ? `${root}[${places.get(id)}]` : '')
  const severity = options.isStrict === true ? 'error' : 'warning'
  const issues: readonly StixIssue[] = [
    ...checked.issues,
    ...missingFlow(objects),
    ...dangling(objects, places, pathOf),
    ...cyclesIn(objects).map(([id, message]) => issue(severity, 'flow-cycle', pathOf(id), message)),
    ...unreached(flowGraph(objects)).map((id) =>
      issue(severity, 'flow-unreached', pathOf(id), `no path from a start leads to ${shown(id)}`),
    ),
  ]
  return { isValid: !issues.some((one) => one.severity === 'error'), issues }
}

/** The objects of a bundle or of a list. */
export function objectsIn(value: unknown): readonly StixObject[] {
  const list = isMembers(value) ? value['objects'] : value
  return Array.isArray(list) ? list.filter(isStixObject) : []
}

function issue(severity: StixIssue['severity'], code: string, path: string, message: string): StixIssue {
  return { severity, code, path, section, message }
}

function missingFlow(objects: readonly StixObject[]): readonly StixIssue[] {
  if (objects.some(({ type }) => type === 'attack-flow')) return []
  return [issue('error', 'flow-missing', '', 'has no attack-flow object, which says where a flow starts')]
}

function dangling(
  objects: readonly StixObject[],
  places: ReadonlyMap<string, number>,
  pathOf: (id: string) => string,
): readonly StixIssue[] {
  return objects.flatMap((object) => {
    const names = [...(nextRefs[object.type] ?? []), ...(heldRefs[object.type] ?? [])]
    return names.flatMap((name) => {
      const held = object[name]
      const refs = typeof held === 'string' ? [held] : idsIn(held)
      return refs.flatMap((ref, index) => {
        if (places.has(ref)) return []
        const path = `${pathOf(object.id)}.${name}${typeof held === 'string' ? '' : `[${index}]`}`
        return [issue('error', 'flow-dangling', path, `${shown(ref)} is not in the bundle`)]
      })
    })
  })
}

function cyclesIn(objects: readonly StixObject[]): readonly (readonly [id: string, message: string])[] {
  return walkFlow(flowGraph(objects)).cycles.map((ids) => {
    const shownIds = ids.length <= mostShown ? ids : [...ids.slice(0, mostShown - 1), '…']
    return [ids[0] ?? '', `goes in a circle: ${shownIds.join(' → ')}`]
  })
}
