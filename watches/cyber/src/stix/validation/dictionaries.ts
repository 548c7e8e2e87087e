import { isMembers } from '../../members.ts'
import { shown } from './findings.ts'
import { anything, listOf, text, type ValueRule } from './values.ts'

const keyForm = /^[a-zA-Z0-9_-]{1,250}$/

/** A dictionary: names of a form, values by a rule. Source: STIX 2.1 §2.3. */
export function dictionaryOf(
  rule: ValueRule,
  options: { readonly keys?: RegExp; readonly section?: string } = {},
): ValueRule {
  const { keys = keyForm, section = '2.3' } = options
  return (value, findings) => {
    if (!isMembers(value)) return findings.must('value-type', section, 'wants an object')
    const names = Object.keys(value)
    if (names.length === 0) findings.must('empty-dictionary', section, 'is an empty dictionary')
    for (const name of names) {
      findings.enter(name)
      if (!keys.test(name)) findings.must('dictionary-key', section, `${shown(name)} may not be a key here`)
      anything(value[name], findings)
      rule(value[name], findings)
      findings.leave()
    }
  }
}

/** A dictionary of anything. */
export const dictionary: ValueRule = dictionaryOf(() => undefined)

const hashForms: Readonly<Record<string, RegExp>> = {
  MD5: /^[a-fA-F0-9]{32}$/,
  'SHA-1': /^[a-fA-F0-9]{40}$/,
  'SHA-256': /^[a-fA-F0-9]{64}$/,
  'SHA-512': /^[a-fA-F0-9]{128}$/,
  'SHA3-256': /^[a-fA-F0-9]{64}$/,
  'SHA3-512': /^[a-fA-F0-9]{128}$/,
  SSDEEP: /^[a-zA-Z0-9/+:.]{1,128}$/,
  TLSH: /^(?:T1)?[a-zA-Z0-9]{70}$/,
}

/**
 * Whether a text can be a hash of an algorithm, however its name is written: `SHA256` is `SHA-256`.
 *
 * @returns True also of an algorithm whose hashes have no known form.
 */
export function canBeHash(algorithm: string, hash: string): boolean {
  const plain = (name: string): string => name.toUpperCase().replaceAll('-', '')
  const found = Object.entries(hashForms).find(([name]) => plain(name) === plain(algorithm))
  return found === undefined || found[1].test(hash)
}

/** Hashes by algorithm. Source: STIX 2.1 §2.7, §10.7. */
export const hashes: ValueRule = (value, findings) => {
  if (!isMembers(value)) return findings.must('value-type', '2.7', 'wants an object')
  const names = Object.keys(value)
  if (names.length === 0) findings.must('empty-dictionary', '2.7', 'is an empty dictionary')
  for (const name of names) {
    findings.enter(name)
    checkHash(name, value[name])
    findings.leave()
  }

  function checkHash(name: string, hash: unknown): void {
    if (!/^[a-zA-Z0-9_-]{3,250}$/.test(name)) findings.must('hash-name', '2.7', `${shown(name)} is no name of a hash`)
    if (name.length > 30) findings.should('hash-length', '2.7', `${shown(name)} is longer than 30 characters`)
    const form = Object.hasOwn(hashForms, name) ? hashForms[name] : undefined
    if (form === undefined && !name.startsWith('x_')) {
      findings.should('hash-algo', '10.7', `${shown(name)} is neither in hash-algorithm-ov nor begins with x_`)
    }
    if (typeof hash !== 'string') findings.must('value-type', '2.7', 'wants text')
    else if (form?.test(hash) === false) findings.must('hash-value', '10.7', `${shown(hash)} is no ${name}`)
  }
}

/** Header fields of a message: a text, or a list of texts, by name. */
export function headerFields(section: string): ValueRule {
  return dictionaryOf((value, findings) => {
    if (typeof value !== 'string') listOf(text, section)(value, findings)
  })
}
