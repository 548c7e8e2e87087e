import { isMembers, type Members } from '../../members.ts'
import type { StixObject } from '../stix-object.ts'
import { type Findings, shown } from './findings.ts'

/** Texts in another language stand beside what they translate. Source: STIX 2.1 §7.1. */
export function checkTranslation(
  content: StixObject,
  known: ReadonlyMap<string, readonly StixObject[]>,
  findings: Findings,
): void {
  const versions = known.get(String(content['object_ref']))
  if (versions === undefined) return
  const time = content['object_modified']
  const [object] = time === undefined ? versions : versions.filter((one) => one['modified'] === time)
  if (object === undefined) {
    findings.must('translated-version', '7.1', `the object has no version of ${shown(time)}`)
    return
  }
  for (const [tag, texts] of Object.entries(isMembers(content['contents']) ? content['contents'] : {})) {
    if (isMembers(texts)) checkTexts(tag, texts, object, findings)
  }
}

function checkTexts(tag: string, texts: Members, object: Members, findings: Findings): void {
  for (const [name, translated] of Object.entries(texts)) {
    findings.enter('contents')
    findings.enter(tag)
    findings.enter(name)
    if (object[name] === undefined) findings.must('translated-property', '7.1', 'the object has no such property')
    else if (!isLike(translated, object[name])) {
      findings.must('translated-property', '7.1', 'is not of the type and length of what it translates')
    }
    findings.leave()
    findings.leave()
    findings.leave()
  }
}

function isLike(translated: unknown, original: unknown): boolean {
  if (Array.isArray(original)) {
    const isList = Array.isArray(translated) && translated.length === original.length
    return isList && translated.every((one, index) => one === '' || isLike(one, original[index]))
  }
  if (isMembers(original)) {
    return isMembers(translated) && Object.entries(translated).every(([name, one]) => isLike(one, original[name]))
  }
  return typeof translated === typeof original
}
