import {
  checkStix,
  isBuilderFile,
  isOf20,
  type NotCarried,
  objectsIn,
  type ReadCase,
  readBuilderFile,
  readCase,
  readFlow,
  type StixObject,
  upgradeTo21,
} from '@yagura/cyber'
import { NoCaseError } from './case-exchange-errors.ts'

/** A case that was read out of a file, with the objects that say who may see its parts. */
export type CaseFile = ReadCase & { readonly objects: readonly StixObject[] }

const mostNamed = 10

/**
 * Reads what a file holds as a case: an incident, else a flow, drawn or written. Objects that are not valid are left out, and said.
 *
 * @param incident - Which incident, where there are several.
 * @throws NoCaseError
 */
export function readCaseFile(value: unknown, incident: string | undefined): CaseFile {
  const { objects, left } = validObjects(value)
  const hasIncident = objects.some(({ type }) => type === 'incident')
  const flow = hasIncident ? undefined : readFlow(objects)
  if (flow !== undefined) return { ...flow, objects, notCarried: [...left, ...flow.notCarried] }
  const answer = readCase(objects, incident)
  if (answer.ok) return { ...answer.case, objects, notCarried: [...left, ...answer.case.notCarried] }
  const named = answer.incidents.slice(0, mostNamed).map(({ id, name }) => `${id} (${name})`)
  if (named.length > 0) throw new NoCaseError(`it has several incidents, name one: ${named.join(', ')}`)
  const [first] = left
  const because = first === undefined ? '' : `; ${first.what}: ${first.why}`
  throw new NoCaseError(`it holds no valid incident and no valid attack-flow${because}`)
}

function validObjects(value: unknown): {
  readonly objects: readonly StixObject[]
  readonly left: readonly NotCarried[]
} {
  const left: NotCarried[] = []
  const objects = given(value, left).flatMap((object) => {
    if (!isOf20(object)) return [object]
    const { objects: upgraded, losses } = upgradeTo21(object)
    left.push(...losses.map((why) => ({ what: object.id, why })))
    return upgraded
  })
  const valid = objects.filter((object) => {
    const { isValid, issues } = checkStix(object)
    const [error] = issues.filter(({ severity }) => severity === 'error')
    if (error !== undefined)
      left.push({ what: object.id, why: `${error.path} ${error.message} (${error.code})`.trim() })
    return isValid
  })
  return { objects: valid, left }
}

function given(value: unknown, left: NotCarried[]): readonly StixObject[] {
  if (!isBuilderFile(value)) return objectsIn(value)
  const answer = readBuilderFile(value)
  if (!answer.ok) throw new NoCaseError(answer.reason)
  left.push(...answer.notCarried)
  return objectsIn(answer.bundle)
}
