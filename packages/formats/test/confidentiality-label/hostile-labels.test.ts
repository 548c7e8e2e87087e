import { seededRandom } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import {
  type ConfidentialityLabel,
  readClearance,
  readConfidentialityLabel,
  readNumberedLabel,
  readSpif,
  readTlp,
  resolveLabel,
  type Spif,
  writeConfidentialityLabel,
  writeTlp,
} from '../../src/index.ts'

const namespace = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'
const spif: Spif = {
  name: 'Sample',
  id: '1.2.3',
  classifications: [{ name: 'SECRET', lacv: '4', hierarchy: 4, markings: [], required: [] }],
  tagSets: [],
  markings: [],
  qualifiers: [],
}
const information =
  '<ConfidentialityInformation><PolicyIdentifier>Sample</PolicyIdentifier><Classification>SECRET</Classification></ConfidentialityInformation>'
const labelXml = (inside: string, before = ''): string =>
  `${before}<originatorConfidentialityLabel xmlns="${namespace}">${inside}</originatorConfidentialityLabel>`

const laughs = [...'abcdefghij']
  .map((name, at, all) => `<!ENTITY ${name} "${at === 0 ? 'ha' : `&${all[at - 1]};`.repeat(10)}">`)
  .join('')

const hostile: readonly (readonly [string, string])[] = [
  ['a DOCTYPE', labelXml(information, '<!DOCTYPE x>')],
  ['a billion laughs', labelXml(information.replace('SECRET', '&j;'), `<!DOCTYPE x [${laughs}]>`)],
  [
    'an external entity',
    labelXml(information.replace('SECRET', '&e;'), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
  ],
  ['an entity that nobody declared', labelXml(information.replace('SECRET', '&e;'))],
  ['eighty thousand levels', labelXml('<a>'.repeat(80_000))],
  ['a cut end', labelXml(information).slice(0, -5)],
  ['two roots', labelXml(information) + labelXml(information)],
  ['another namespace', labelXml(information).replace(namespace, 'urn:x')],
  ['no namespace', labelXml(information).replace(` xmlns="${namespace}"`, '')],
  ['two informations', labelXml(information + information)],
  ['a second classification', labelXml(information.replace('</Conf', '<Classification>X</Classification></Conf'))],
  [
    'a category without a value',
    labelXml(information.replace('</Conf', '<Category TagName="A" Type="PERMISSIVE"/></Conf')),
  ],
  [
    'a bit string',
    labelXml(
      information.replace(
        '</Conf',
        '<Category TagName="A" Type="RESTRICTIVE"><BitStringValue>1</BitStringValue></Category></Conf',
      ),
    ),
  ],
  ['a privacy mark', labelXml(information.replace('</Conf', '<PrivacyMark>P</PrivacyMark></Conf'))],
  ['succession handling', labelXml(`${information}<SuccessionHandling/>`)],
  ['too much text', labelXml(information + ' '.repeat(300_000))],
  ['nothing', ''],
  ['HTML', '<html><script>alert(1)</script></html>'],
]

describe('hostile XML is a refusal, soon', () => {
  for (const [what, xml] of hostile) {
    test(what, () => {
      const startedMs = performance.now()
      expect(readConfidentialityLabel(xml).ok).toBe(false)
      expect(readNumberedLabel(xml, spif).ok).toBe(false)
      expect(readClearance(xml, spif).ok).toBe(false)
      expect(readSpif(xml).ok).toBe(false)
      expect(performance.now() - startedMs).toBeLessThan(2000)
    })
  }

  test('unclosed comments, brackets and names cost time in proportion to their length only', () => {
    const startedMs = performance.now()
    for (const piece of ['<!--', '<![CDATA[', '<?', '<', '<a', 'a"', '<a ', '</b>', '<a></b>']) {
      expect(readSpif(`<SPIF>${piece.repeat(300_000)}`).ok).toBe(false)
    }
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  })
})

describe('a label keeps what it says', () => {
  const label: ConfidentialityLabel = {
    policy: 'Sample "A" <&>',
    policyUrl: 'urn:oid:1.2.3',
    classification: 'SECRET',
    categories: [{ tagName: 'Releasable "To"', type: 'PERMISSIVE', values: ['日本', '<script>', "a'b&amp;"] }],
    createdAt: '2026-11-22T00:00:00Z',
    reviewAt: '2027-11-22T00:00:00Z',
  }

  test('when it is written and read again', () => {
    const written = writeConfidentialityLabel(label)
    if (!written.ok) throw new Error(written.reason)
    expect(readConfidentialityLabel(written.xml)).toEqual({ ok: true, label })
  })

  test('and is not written with a character that XML does not have', () => {
    for (const classification of ['', ' A', 'A\u0000', 'A\n', '\uD800', 'A\uFFFE']) {
      expect(writeConfidentialityLabel({ ...label, classification }).ok).toBe(false)
    }
  })

  test('and is refused by a policy that does not know its words', () => {
    const known = { ...label, policy: 'sample', categories: [] }
    expect(resolveLabel(known, spif).ok).toBe(true)
    expect(resolveLabel({ ...known, policy: 'Other' }, spif).ok).toBe(false)
    expect(resolveLabel({ ...known, policyUrl: 'urn:oid:1.2.4' }, spif).ok).toBe(false)
    expect(resolveLabel({ ...known, classification: 'TOP SECRET' }, spif).ok).toBe(false)
    expect(resolveLabel({ ...known, categories: label.categories }, spif).ok).toBe(false)
  })
})

test('TLP is read as FIRST writes it, and nothing else is', () => {
  const words = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
  for (const word of words) expect(readTlp(writeTlp(word))).toBe(word)
  expect(readTlp('TLP:WHITE')).toBe('CLEAR')
  expect(readTlp('tlp: amber+strict')).toBe('AMBER+STRICT')
  for (const text of [
    '',
    'AMBER',
    'TLP:',
    'TLP:ORANGE',
    'TLP:AMBER+',
    'TLP:AMBER STRICT',
    'XTLP:RED',
    'TLP:RED GREEN',
  ]) {
    expect(readTlp(text)).toBeUndefined()
  }
})

test('a damaged label, policy or clearance is a refusal or another label, and never a throw', () => {
  const random = seededRandom(4774)
  const category = '<Category TagName="Releasable To" Type="PERMISSIVE"><GenericValue>JPN</GenericValue></Category>'
  const texts = [
    labelXml(information.replace('</Conf', `${category}</Conf`)),
    '<SPIF><securityPolicyId name="A" id="1"/><securityClassifications><securityClassification name="S" lacv="1" hierarchy="1"/></securityClassifications></SPIF>',
    '<clearance xmlns="http://surevine.com/xmlns/spiffy"><policy id="1.2.3"/><classification lacv="4"/></clearance>',
  ]
  const pieces = ['<', '>', '&', '"', '</', '/>', '\u0000', '\ud800', '&#x110000;', ']]>', '<!--', 'xmlns:a="', 'é', '']
  for (let round = 0; round < 6000; round += 1) {
    const text = texts[round % texts.length] ?? ''
    const from = random.integer(0, text.length)
    const to = from + random.integer(0, 8)
    const damaged = text.slice(0, from) + (pieces[random.integer(0, pieces.length - 1)] ?? '') + text.slice(to)
    const read = readConfidentialityLabel(damaged)
    if (read.ok && writeConfidentialityLabel(read.label).ok) {
      const written = writeConfidentialityLabel(read.label)
      expect(written.ok && readConfidentialityLabel(written.xml)).toEqual(read)
    }
    for (const answer of [readSpif(damaged), readClearance(damaged, spif), readNumberedLabel(damaged, spif)]) {
      expect(answer.ok || answer.reason !== '').toBe(true)
    }
  }
})
