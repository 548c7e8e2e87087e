import { isMembers, type Members } from '../../members.ts'
import { countValues, isDeeperThan } from '../json-schema/same-value.ts'
import type { Place } from '../json-schema/visit.ts'
import { isStixObject } from '../stix-object.ts'
import { type ExtensionSchemas, heldSchema, type ObjectSchema } from './extension-schemas.ts'
import type { Findings } from './findings.ts'

/** Steps that a schema may take in one file, and for each value that it is asked of: the widest of OASIS take fewer than a hundred. */
const steps = { once: 100_000, eachValue: 200 }
/** Schemas that the objects of one file hold, and that are asked. */
const mostHeld = 50
/** Levels of lists and objects in an object that schemas are asked of. */
const mostLevels = 200

/** Checks one object at the place where the findings are. */
type CheckOne = (object: Members, findings: Findings) => void

/**
 * Checks objects by the schemas of the extensions that they name: those that were given, and those that extension definitions beside
 * them hold. Source: STIX 2.1 §7.3.
 *
 * @param value - An object, a bundle, or a list of them.
 */
export function checkBySchemas(value: unknown, given: ExtensionSchemas, findings: Findings): void {
  const held = new Map<string, ObjectSchema>()
  const newest = new Map<string, string>()
  eachObject(value, findings, (object) => {
    if (object['type'] === 'extension-definition') keepHeld(object, held, newest, findings)
  })
  const byExtension = new Map([...held, ...given.byExtension])
  if (byExtension.size === 0 && given.byType.size === 0) return
  eachObject(value, findings, createCheck({ ...given, byExtension }))
}

/** Of two versions of a definition, the newer counts. */
function keepHeld(
  definition: Members,
  held: Map<string, ObjectSchema>,
  newest: Map<string, string>,
  findings: Findings,
): void {
  const [id, modified] = [String(definition['id']), String(definition['modified'])]
  if (modified < (newest.get(id) ?? '')) return
  const isOneMore = held.size >= mostHeld && !held.has(id)
  const read = isOneMore ? { reason: `there are more than ${mostHeld}` } : heldSchema(definition)
  if (read === undefined) return
  newest.set(id, modified)
  if (!('reason' in read)) held.set(id, read)
  else {
    findings.enter('schema')
    findings.note('schema-unused', '7.3', `objects are not checked by this schema: ${read.reason}`)
    findings.leave()
  }
}

function eachObject(value: unknown, findings: Findings, check: CheckOne): void {
  if (Array.isArray(value)) within(value.entries(), findings, check)
  else if (isStixObject(value) && value.type === 'bundle') {
    findings.enter('objects')
    within(Array.isArray(value['objects']) ? value['objects'].entries() : [], findings, check)
    findings.leave()
  } else if (isMembers(value)) {
    check(value, findings)
    if (value['type'] === 'observed-data' && isMembers(value['objects'])) {
      findings.enter('objects')
      within(Object.entries(value['objects']), findings, check)
      findings.leave()
    }
  }
}

function within(parts: Iterable<readonly [string | number, unknown]>, findings: Findings, check: CheckOne): void {
  for (const [step, part] of parts) {
    findings.enter(step)
    eachObject(part, findings, check)
    findings.leave()
  }
}

function createCheck(schemas: ExtensionSchemas): CheckOne {
  const stepsLeft = new Map<ObjectSchema, number>()
  return (object, findings) => {
    const extensions: Members = isMembers(object['extensions']) ? object['extensions'] : {}
    for (const [name, content] of Object.entries(extensions)) {
      const schema = schemas.byExtension.get(name)
      const isNested = isMembers(content) && content['extension_type'] === 'property-extension'
      if (schema === undefined) continue
      if (isNested && !schema.isOfObject) askOne(schema, content, ['extensions', name], '7.3', stepsLeft, findings)
      else askOne(schema, object, [], '7.3', stepsLeft, findings)
    }
    for (const schema of schemas.byType.get(String(object['type'])) ?? []) {
      askOne(schema, object, [], schema.title, stepsLeft, findings)
    }
  }
}

function askOne(
  schema: ObjectSchema,
  value: unknown,
  at: Place,
  section: string,
  stepsLeft: Map<ObjectSchema, number>,
  findings: Findings,
): void {
  const left = stepsLeft.get(schema) ?? steps.once
  if (left <= 0) return
  const unused = (why: string) =>
    tellAt(at, findings, () => {
      const message = `${schema.title}: ${why}`
      if (schema.isGiven) findings.must('schema-unused', section, message)
      else findings.note('schema-unused', section, message)
    })
  if (isDeeperThan(value, mostLevels)) {
    unused('the schema was not asked of what is nested so deep')
    return
  }
  const all = left + steps.eachValue * countValues(value)
  const { faults, steps: taken, isSpent } = schema.ask(value, all)
  stepsLeft.set(schema, isSpent ? 0 : Math.min(all - taken, steps.once))
  if (isSpent) unused('the schema takes too long, and is not asked from here on')
  // Forms that a schema joins often ask the same: it is told once.
  const told = new Set<string>()
  for (const { place, message } of isSpent ? [] : faults) {
    const words = `${message}, by the schema of ${schema.title}`
    const key = JSON.stringify([place, words])
    if (!told.has(key)) tellAt([...at, ...place], findings, () => findings.must('schema', section, words))
    told.add(key)
  }
}

function tellAt(place: Place, findings: Findings, tell: () => void): void {
  for (const step of place) findings.enter(step)
  tell()
  for (const _ of place) findings.leave()
}
