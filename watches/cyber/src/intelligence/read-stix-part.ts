import { utf8Text } from '@yagura/record'
import { isStixObject, type StixObject } from '../stix/stix-object.ts'
import { upgradeTo21 } from '../stix/upgrade/upgrade-to-21.ts'
import { checkStix, isTooDeep } from '../stix/validation/check-stix.ts'
import type { PartContents, ReadProblem } from './part.ts'

/** Recommendations do not keep an object out, so none is looked at. */
const requirementsAlone = { enabled: new Set(['none']) }

/**
 * One object of STIX 2.0 or 2.1, upgraded and checked.
 *
 * @param bytes - JSON of it alone.
 */
export function readStixPart(bytes: Uint8Array): PartContents {
  const text = utf8Text(bytes)
  if (text === undefined) return { objects: [], problems: [{ code: 'not-utf-8', message: 'it is not UTF-8' }] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return {
      objects: [],
      problems: [{ code: 'not-json', message: error instanceof Error ? error.message : 'no JSON' }],
    }
  }
  if (!isStixObject(value)) {
    return { objects: [], problems: [{ code: 'required', message: 'it has no text “type” or no text “id”' }] }
  }
  return checked(value)
}

/** Objects as they may be stored: those with errors are left out, and told. */
export function checked(object: StixObject): PartContents {
  if (isTooDeep(object)) {
    return { objects: [], problems: [{ code: 'too-deep', message: `${object.id}: it is nested too deep to be kept` }] }
  }
  const upgraded = upgradeTo21(object)
  const problems: ReadProblem[] = upgraded.losses.map((message) => ({
    code: 'lost',
    message: `${object.id}: ${message}`,
  }))
  const objects = upgraded.objects.filter((one) => {
    const { isValid, issues } = checkStix(one, requirementsAlone)
    for (const { severity, code, path, section, message } of issues) {
      const place = path === '' ? one.id : `${one.id}: ${path}`
      if (severity === 'error') problems.push({ code, message: `${place}: ${message} (STIX §${section})` })
    }
    return isValid
  })
  return { objects, problems }
}
