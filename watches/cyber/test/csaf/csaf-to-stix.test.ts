import { describe, expect, test } from 'vitest'
import { checkStix, readIntelligence, type StixObject } from '../../src/index.ts'

const advisory = {
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    title: 'Buffer overflow in Product A',
    lang: 'en',
    publisher: { category: 'vendor', name: 'Example Company', namespace: 'https://example.com' },
    distribution: { tlp: { label: 'GREEN' } },
    notes: [{ category: 'summary', text: 'Product A is affected.' }],
    references: [{ category: 'self', summary: 'This advisory', url: 'https://example.com/a.json' }],
    tracking: {
      id: 'EX-2024-1',
      status: 'final',
      version: '1',
      initial_release_date: '2024-01-01T00:00:00Z',
      current_release_date: '2024-01-01T00:00:00Z',
      revision_history: [{ number: '1', date: '2024-01-01T00:00:00Z', summary: 'Initial' }],
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: 'Example Company',
        branches: [
          {
            category: 'product_version',
            name: '4.1',
            product: { product_id: 'P1', name: 'Product A 4.1' },
          },
          { category: 'product_version', name: '4.2', product: { product_id: 'P2', name: 'Product A 4.2' } },
        ],
      },
    ],
    product_groups: [{ group_id: 'G1', product_ids: ['P1'] }],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2024-0001',
      cwe: { id: 'CWE-787', name: 'Out-of-bounds Write' },
      notes: [{ category: 'description', text: 'A long name overflows.' }],
      product_status: { known_affected: ['P1'], fixed: ['P2'] },
      remediations: [
        { category: 'vendor_fix', details: 'Install 4.2', group_ids: ['G1'], url: 'https://example.com/4.2' },
        { category: 'workaround', details: 'Close port 80', product_ids: ['P1'] },
        { category: 'none_available', details: 'Nothing for 3.x', product_ids: ['P1'] },
      ],
      threats: [{ category: 'exploit_status', details: 'Seen in the wild' }],
      scores: [
        {
          products: ['P1'],
          cvss_v3: {
            version: '3.1',
            vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
            baseScore: 9.8,
            baseSeverity: 'CRITICAL',
          },
        },
      ],
    },
  ],
}

async function* bytesOf(value: unknown): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify(value))
}

async function read(value: unknown): Promise<{ objects: StixObject[]; problems: string[] }> {
  const objects: StixObject[] = []
  const problems: string[] = []
  for await (const part of readIntelligence(() => bytesOf(value))) {
    const contents = part.read()
    objects.push(...contents.objects)
    problems.push(...contents.problems.map(({ code }) => code))
  }
  return { objects, problems }
}

describe('an advisory of CSAF 2.0', async () => {
  const { objects, problems } = await read(advisory)
  const of = (type: string) => objects.filter((one) => one.type === type)
  const idOf = (type: string, name: string) => of(type).find((one) => String(one['name']).startsWith(name))?.id

  test('is read without problems into objects that the standard allows', () => {
    expect(problems).toEqual([])
    expect(objects.flatMap((one) => checkStix(one).issues.filter(({ severity }) => severity === 'error'))).toEqual([])
  })

  test('names its vulnerability by CVE and CWE, with its score', () => {
    expect(of('vulnerability')).toMatchObject([
      {
        name: 'CVE-2024-0001',
        description: 'A long name overflows.',
        labels: ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H 9.8 CRITICAL'],
        external_references: [
          { source_name: 'cve', external_id: 'CVE-2024-0001' },
          { source_name: 'cwe', external_id: 'CWE-787' },
        ],
      },
    ])
  })

  test('names its products as software of their vendor', () => {
    expect(of('software')).toMatchObject([
      { name: 'Product A 4.1', vendor: 'Example Company', version: '4.1' },
      { name: 'Product A 4.2', vendor: 'Example Company', version: '4.2' },
    ])
  })

  test('says which product has the vulnerability, and which is fixed', () => {
    const [target] = of('vulnerability')
    const toIt = of('relationship').filter(
      (one) => one['target_ref'] === target?.id && String(one['source_ref']).startsWith('software'),
    )
    expect(toIt).toMatchObject([
      { relationship_type: 'has', source_ref: idOf('software', 'Product A 4.1') },
      { relationship_type: 'related-to', source_ref: idOf('software', 'Product A 4.2'), description: 'fixed' },
    ])
  })

  test('tells what removes it from what makes it less, and that there is nothing to be done', () => {
    const kinds = of('relationship').map((one) => [one['relationship_type'], one['source_ref']])
    expect(kinds).toContainEqual(['remediates', idOf('course-of-action', 'vendor fix')])
    expect(kinds).toContainEqual(['mitigates', idOf('course-of-action', 'workaround')])
    expect(of('note')).toMatchObject([{ content: 'Nothing for 3.x' }, { content: 'Seen in the wild' }])
  })

  test('marks all of it with its TLP label', () => {
    const green = 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb'
    const unmarked = objects.filter((one) => one['object_marking_refs'] === undefined).map(({ type }) => type)
    expect(unmarked).toEqual(['identity', 'marking-definition'])
    expect(of('report')[0]?.['object_marking_refs']).toEqual([green])
  })

  test('has a report that names every object, and none that is not there', () => {
    const ids = new Set(objects.map(({ id }) => id))
    const refs = of('report').flatMap((one) => (Array.isArray(one['object_refs']) ? one['object_refs'] : []))
    expect(refs.filter((ref) => !ids.has(String(ref)))).toEqual([])
    expect(refs).toHaveLength(objects.length - 2)
  })

  test('is the same when it is read again', async () => {
    expect((await read(advisory)).objects).toEqual(objects)
  })

  test('tells which mandatory test it fails, and is read all the same', async () => {
    const failing = { ...advisory, product_tree: { full_product_names: [{ product_id: 'P1', name: 'A' }] } }
    const answer = await read(failing)
    expect(new Set(answer.problems)).toEqual(new Set(['csaf-6.1.1', 'csaf-6.1.4']))
    expect(answer.objects.some(({ type }) => type === 'vulnerability')).toBe(true)
  })
})
