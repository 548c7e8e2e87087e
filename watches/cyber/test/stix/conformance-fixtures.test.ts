import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkStix, isMembers, type StixIssue } from '../../src/index.ts'

const folder = sharedData('cyber/rstix')

/** Files that are a whole object or bundle. */
function wholeFixtures(): readonly string[] {
  const all = folder === undefined ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const form =
    /^(?:spec\/(?:sdo|sco|sro|meta|bundle)|conformance\/\w+|interop\/(?:examples|testcases)\/[\w-]+|store|graph)\/[^/]+\.json$/
  return all.filter((file) => form.test(file)).sort()
}

function issuesOf(file: string): readonly StixIssue[] {
  return checkStix(JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'))).issues
}

const worst = (file: string) => {
  const severities = issuesOf(file).map(({ severity }) => severity)
  return severities.includes('error') ? 'error' : severities.includes('warning') ? 'warning' : 'none'
}

/** Fixtures whose names say what is wrong with them. */
const isFaulty = (file: string) =>
  /invalid|wrong|missing|empty|no-properties|before|out-of-range|neither|both|without|payload-and-url|body-with-multipart/.test(
    basename(file),
  )

/**
 * A malware has to say whether it is a family: `is_family` is required in STIX 2.1 §4.11.1, and in the schema of OASIS. The reader that
 * these were made for takes it without.
 */
const withoutIsFamily = [
  'spec/bundle/bundle-minimal.json',
  'spec/bundle/bundle-with-relationship-refs.json',
  'interop/examples/confidence/ex-3.3.4.1-confidence-indicator-internal-validation.json',
]
/**
 * `context` of a grouping is of the type open-vocab (STIX 2.1 §4.4.1, grouping-context-ov of §10.6): its value SHOULD, not MUST, come from
 * the vocabulary (§2.13). Another word is warned of, and is an error with `--strict` alone.
 */
const openWords = ['spec/sdo/grouping-invalid-context.json']
/**
 * As printed in the standard for interoperability, with `2020-01-201T17:00:00Z`, which is no time of RFC 3339 (STIX 2.1 §2.16: it MUST be
 * one). The manifest of interoperability calls the case blocked (REQ-CHK-SXP-3.16).
 */
const misprinted = ['interop/testcases/report/tc-3.16.3.1-create-report-object.json']

describe.skipIf(folder === undefined)('fixtures of another implementation', () => {
  const whole = wholeFixtures()

  test('there are 131 that are a whole object or bundle', () => {
    expect(whole).toHaveLength(131)
  })

  const faulty = whole.filter((file) => isFaulty(file) && !openWords.includes(file))
  test.each(faulty)('%s is not valid', (file) => {
    expect(worst(file)).toBe('error')
  })

  const sound = whole.filter((file) => !isFaulty(file) && !withoutIsFamily.includes(file) && !misprinted.includes(file))
  test.each(sound)('%s is valid', (file) => {
    expect(issuesOf(file).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test.each(withoutIsFamily)('%s lacks is_family and nothing else', (file) => {
    const errors = issuesOf(file).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, section, message }) => ({ code, section, message }))).toEqual([
      { code: 'required', section: '4.11', message: '“is_family” is required' },
    ])
  })

  test.each(misprinted)('%s has a time that is none', (file) => {
    expect(issuesOf(file).flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))).toEqual(['timestamp'])
  })

  test.each(openWords)('%s is warned of', (file) => {
    expect(worst(file)).toBe('warning')
  })
})

const extensions: Readonly<Record<string, string>> = {
  'archive-ext-minimal': '',
  'http-request-ext-invalid': 'empty-text',
  'icmp-ext-invalid': 'hexadecimal',
  'pdf-ext-minimal': '',
  'raster-image-ext-minimal': '',
  'socket-ext-invalid': 'enumeration',
  'windows-pebinary-ext-bad-pe-type': 'windows-pebinary-type',
  'windows-pebinary-ext-invalid': 'required',
  'windows-pebinary-ext-minimal': '',
  'windows-process-ext-minimal': '',
}

const parts: Readonly<Record<string, readonly [string, string]>> = {
  'external-reference-missing-source': ['external_references', 'required'],
  'external-reference-whitespace-source': ['external_references', 'empty-text'],
  'granular-marking-missing-selectors': ['granular_markings', 'required'],
  'granular-marking-neither': ['granular_markings', 'required'],
  'granular-marking-ref': ['granular_markings', ''],
  'kill-chain-phase-empty-name': ['kill_chain_phases', 'empty-text'],
  'kill-chain-phase-minimal': ['kill_chain_phases', ''],
}

describe.skipIf(folder === undefined)('fixtures of another implementation that show one thing each', () => {
  test.each([
    ['validation/bundle-bad-capec.json', 'external-id'],
    ['validation/bundle-bad-cve.json', 'external-id'],
    ['validation/bundle-bad-encryption.json', 'enumeration'],
    ['validation/bundle-granular-selector-invalid.json', 'selector-missing'],
    ['validation/bundle-language-content-list-length.json', 'translated-property'],
    ['validation/bundle-language-content-object-modified-mismatch.json', 'translated-version'],
    ['validation/bundle-language-content-type-mismatch.json', 'translated-property'],
    ['validation/bundle-location-bad-region.json', 'region'],
    ['validation/bundle-relationship-matrix-invalid.json', 'relationship-types'],
    ['validation/bundle-sco-deterministic-id-mismatch.json', 'uuid-check'],
    ['validation/observed-data-objects-with-sro.json', 'not-observable'],
  ])('%s is told by %s', (file, code) => {
    expect(issuesOf(file).map((issue) => issue.code)).toContain(code)
  })

  test.each(Object.entries(extensions))('the extension %s is told by “%s”', (name, code) => {
    const extension = JSON.parse(readFileSync(join(folder ?? '', 'spec/sco/extensions', `${name}.json`), 'utf8'))
    const issues = checkStix(holderOf(name.replace(/-(?:minimal|invalid|bad-pe-type)$/, ''), extension)).issues
    const codes = issues.flatMap((issue) =>
      issue.severity === 'note' || issue.code === 'network-traffic-ports' ? [] : [issue.code],
    )
    expect([...new Set(codes)]).toEqual(code === '' ? [] : [code])
  })

  test('an extension of the standard that holds nothing is told by “empty-dictionary”', () => {
    const nothing = JSON.parse(readFileSync(join(folder ?? '', 'spec/sco/extensions/no-properties.json'), 'utf8'))
    const { issues } = checkStix(holderOf('archive-ext', nothing))
    expect(issues.flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))).toEqual(['empty-dictionary'])
  })

  test.each(Object.entries(parts))('the part %s is told by %s', (name, [property, code]) => {
    const part: unknown = JSON.parse(readFileSync(join(folder ?? '', 'spec/common', `${name}.json`), 'utf8'))
    const { issues } = checkStix({ ...attackPattern, [property]: [part] })
    const codes = issues.flatMap((issue) => (issue.severity === 'error' ? [issue.code] : []))
    if (code === '') expect(codes).toEqual([])
    else expect(codes).toContain(code)
    expect(isMembers(part)).toBe(true)
  })
})

const attackPattern = {
  type: 'attack-pattern',
  spec_version: '2.1',
  id: 'attack-pattern--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061',
  created: '2016-05-12T08:17:27.000Z',
  modified: '2016-05-12T08:17:27.000Z',
  name: 'Spear Phishing',
  description: 'By mail',
}

function holderOf(extension: string, value: unknown): object {
  const uuid = '949eb97a-da1e-5292-8959-03c4249dc9f3'
  const extensions = { [extension]: value }
  if (/^(?:http-request|icmp|socket|tcp)/.test(extension)) {
    const ref = 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4'
    return { type: 'network-traffic', id: `network-traffic--${uuid}`, src_ref: ref, protocols: ['tcp'], extensions }
  }
  if (extension.startsWith('windows-process')) {
    return { type: 'process', id: 'process--8fac80fe-a220-4ba9-8ffe-4f43ce8edff8', pid: 1, extensions }
  }
  return { type: 'file', id: `file--${uuid}`, name: 'a', extensions }
}
