import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { validateAdvisory } from '../../src/index.ts'

const folder = sharedData('cyber/csaf')
const filesIn = (kind: string) =>
  folder === undefined ? [] : readdirSync(join(folder, kind)).map((file) => join(folder, kind, file))

/** `…-6-2-19-02.json` is failing example 2 of test 6.2.19; examples from 11 on are valid. */
function readName(file: string): { readonly test: string; readonly isValid: boolean } {
  const [, part = '', number = '', example = ''] = /2021-6-([23])-(\d+)-(\d\d)\.json$/.exec(file) ?? []
  return { test: `csaf-6.${part}.${Number(number)}`, isValid: Number(example) > 10 }
}

/** Spelling needs dictionaries of every language. */
const unbuilt = /6-3-08-0/
const shown = ['optional', 'informative'].flatMap(filesIn).filter((file) => !unbuilt.test(file))

describe.skipIf(folder === undefined)(
  'advisories of the CSAF committee that show its optional and informative tests',
  () => {
    test('there are 43', () => {
      expect(shown).toHaveLength(43)
    })

    test.each(shown)('%s', (file) => {
      const { test: number, isValid } = readName(file)
      const { issues } = validateAdvisory(JSON.parse(readFileSync(file, 'utf8')), false)
      const severity = number.startsWith('csaf-6.2') ? 'warning' : 'note'
      const told = issues.filter(({ code }) => code === number).map((issue) => issue.severity)
      expect([...new Set(told)]).toEqual(isValid ? [] : [severity])
    })
  },
)

/** An advisory that every built test of CSAF 2.0 finds in order; each case below breaks one thing. */
function advisory(members: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    document: {
      category: 'csaf_base',
      csaf_version: '2.0',
      distribution: { tlp: { label: 'GREEN' } },
      lang: 'en',
      publisher: { category: 'vendor', name: 'A', namespace: 'https://a.example' },
      references: [{ category: 'self', summary: 'Here', url: 'https://a.example/csaf/a-1_0.json' }],
      title: 'A',
      tracking: {
        current_release_date: '2021-07-22T10:00:00.000Z',
        id: 'A-1.0',
        initial_release_date: '2021-07-21T10:00:00.000Z',
        revision_history: [{ date: '2021-07-21T10:00:00.000Z', number: '1', summary: 'First.' }],
        status: 'final',
        version: '1',
      },
      ...members,
    },
  }
}

const helper = { cpe: 'cpe:2.3:a:a:a:1:*:*:*:*:*:*:*' }
const product = (more: object = {}) => ({
  name: 'A',
  product_id: 'P-1',
  product_identification_helper: helper,
  ...more,
})

function codesOf(json: unknown, isStrict = false): readonly string[] {
  return validateAdvisory(json, isStrict).issues.map(({ code, path }) => `${code} ${path}`)
}

describe('an advisory', () => {
  test('in which nothing is to be said', () => {
    expect(codesOf(advisory())).toEqual([])
  })

  const tracking = advisory()['document'] as { readonly tracking: object }
  const history = (number: string, date: string) => ({ revision_history: [{ date, number, summary: 'First.' }] })
  test.each([
    [
      '6.2.4 document.tracking.revision_history[0].number',
      { tracking: { ...tracking.tracking, ...history('1.0.0+build', '2021-07-21T10:00:00.000Z'), version: '1.0.0' } },
    ],
    [
      '6.2.6 document.tracking.current_release_date',
      {
        tracking: {
          ...tracking.tracking,
          ...history('1', '2021-07-23T10:00:00.000Z'),
          initial_release_date: '2021-07-23T10:00:00.000Z',
        },
      },
    ],
    ['6.2.10 document.distribution.tlp.label', { distribution: { text: 'for all' } }],
    [
      '6.2.11 document.references',
      { references: [{ category: 'self', summary: 'Here', url: 'https://a.example/a-1.0.json' }] },
    ],
    ['6.2.13 document', { zone: 1, area: 2 }],
    ['6.2.14 document.lang', { lang: 'en-x-klingon' }],
  ])('has its part %s told', (told, members) => {
    expect(codesOf(advisory(members))).toEqual([`csaf-${told}`])
  })
})

describe('an advisory with products', () => {
  const vulnerability = { cve: 'CVE-2021-0001', cwe: { id: 'CWE-79', name: 'Cross-site Scripting' } }
  const withProduct = (one: object, vulnerabilities: readonly object[]) => ({
    ...advisory(),
    product_tree: { full_product_names: [one] },
    vulnerabilities: vulnerabilities.map((each) => ({ ...vulnerability, ...each })),
  })
  const remediations = [{ category: 'vendor_fix', details: 'Update.', product_ids: ['P-1'] }]
  const score = { baseScore: 10, vectorString: 'AV:N/AC:L/Au:N/C:C/I:C/A:C', version: '2.0' }
  const isAffected = { product_status: { known_affected: ['P-1'] } }
  const hashed = (algorithm: string) => ({
    product_identification_helper: {
      hashes: [{ file_hashes: [{ algorithm, value: '0'.repeat(64) }], filename: 'a.so' }],
    },
  })
  test.each([
    [['6.2.1 product_tree.full_product_names[0]'], withProduct(product(), [])],
    [['6.2.2 vulnerabilities[0]'], withProduct(product(), [{ product_status: { under_investigation: ['P-1'] } }])],
    [['6.2.3 vulnerabilities[0]'], withProduct(product(), [{ ...isAffected, remediations }])],
    [
      ['6.2.7 vulnerabilities[0].involvements[0]'],
      withProduct(product(), [
        { involvements: [{ party: 'vendor', status: 'open' }], product_status: { fixed: ['P-1'] } },
      ]),
    ],
    [
      ['6.2.8 product_tree.full_product_names[0].product_identification_helper.hashes[0]'],
      withProduct(product(hashed('md5')), [{ product_status: { fixed: ['P-1'] } }]),
    ],
    [
      ['6.2.16 product_tree.full_product_names[0]'],
      withProduct({ name: 'A', product_id: 'P-1' }, [{ product_status: { fixed: ['P-1'] } }]),
    ],
    [
      ['6.3.1 vulnerabilities[0].scores[0]'],
      withProduct(product(), [{ ...isAffected, remediations, scores: [{ cvss_v2: score, products: ['P-1'] }] }]),
    ],
    [['6.3.3 vulnerabilities[0]'], { ...advisory(), vulnerabilities: [{ cwe: vulnerability.cwe }] }],
  ])('has %j told of its products', (told, json) => {
    const codes = codesOf(json).filter((code) => !code.startsWith('csaf-6.2.13'))
    expect(codes).toEqual(told.map((one) => `csaf-${one}`))
  })
})

describe('a warning', () => {
  test('makes an advisory invalid only where warnings count', () => {
    const json = advisory({ lang: 'i-default' })
    expect([validateAdvisory(json, false).isValid, validateAdvisory(json, true).isValid]).toEqual([true, false])
    expect(validateAdvisory(json, false).issues).toMatchObject([{ severity: 'warning', section: 'CSAF 2.0 §6.2.15' }])
  })
})
