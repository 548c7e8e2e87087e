import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import {
  checkStix,
  neighbourhood,
  type Relation,
  readIntelligence,
  readSchemaFiles,
  type StixObject,
  stixFacts,
  tlpOfId,
} from '../../src/index.ts'

/** A requirement of STIX 2.1 Interoperability 1.0 (CSD01) and the fixture that shows it. */
type Requirement = Readonly<Record<string, string>>

const folder = sharedData('cyber/rstix')
const pathOf = (...names: readonly string[]) => join(folder ?? '', ...names)

/** Tables of `name = "text"` or a bare word, which is all that these manifests hold. */
function requirementsIn(manifest: string): readonly Requirement[] {
  const [, ...tables] = readFileSync(manifest, 'utf8').split('[[requirement]]')
  return tables.map((table) =>
    Object.fromEntries([...table.matchAll(/^(\w+) = "?([^"\n]*)"?$/gm)].map(([, name, value]) => [name, value])),
  )
}

const requirements = folder === undefined ? [] : requirementsIn(pathOf('interop/manifest.toml'))
const shown = requirements.filter(({ fixture, disposition }) => {
  return disposition === 'TESTED' && fixture !== undefined && existsSync(pathOf('interop', fixture))
})
const fixtures = [...new Set(shown.map(({ fixture = '' }) => fixture))].sort()

type Bundle = { readonly objects: readonly StixObject[] }
const bundleOf = (fixture: string): Bundle => JSON.parse(readFileSync(pathOf('interop', fixture), 'utf8'))

async function readFixture(fixture: string) {
  const bytes = readFileSync(pathOf('interop', fixture))
  const objects: StixObject[] = []
  const problems: string[] = []
  const pieces = async function* () {
    yield bytes
  }
  for await (const part of readIntelligence(pieces)) {
    const contents = part.read()
    objects.push(...contents.objects)
    problems.push(...contents.problems.map(({ code }) => code))
  }
  return { objects, problems }
}

/**
 * What is wrong with two of them: a time that is none (STIX 2.1 §2.16), as printed in the standard for interoperability; a malware that
 * does not say whether it is a family (§4.11, “is_family” is required).
 */
const faulty: Readonly<Record<string, string>> = {
  'testcases/report/tc-3.16.3.1-create-report-object.json': 'timestamp',
  'examples/confidence/ex-3.3.4.1-confidence-indicator-internal-validation.json': 'required',
}

describe.skipIf(folder === undefined)('requirements of interoperability', () => {
  test('are 513, of which the 33 fixtures that there are show 199', () => {
    const gate = JSON.parse(readFileSync(pathOf('interop/gate-expectations.json'), 'utf8'))
    const count = (word: string) => requirements.filter(({ disposition }) => disposition === word).length
    const { tested, report_only: reported, blocked } = gate.manifest_rows_by_disposition
    expect(requirements).toHaveLength(gate.manifest_rows_total)
    expect([count('TESTED'), count('REPORT_ONLY'), count('BLOCKED')]).toEqual([tested, reported, blocked])
    expect([fixtures.length, shown.length]).toEqual([33, 199])
  })

  test.each(fixtures)('%s is read whole, each object as it was', async (fixture) => {
    const { objects, problems } = await readFixture(fixture)
    const fault = faulty[fixture]
    expect(problems).toEqual(fault === undefined ? [] : [fault])
    const sent = bundleOf(fixture).objects
    expect(objects).toEqual(fault === undefined ? sent : sent.filter(({ id }) => objects.some((one) => one.id === id)))
    expect(objects).toHaveLength(sent.length - (fault === undefined ? 0 : 1))
  })

  const properties = shown.filter(
    ({ test_id: name = '', fixture = '' }) => name.includes('::prop_') && !(fixture in faulty),
  )
  test.each(properties)('$req_id: $test_id comes through', async ({
    test_id: name = '',
    use_case: use = '',
    fixture = '',
  }) => {
    const { objects } = await readFixture(fixture)
    const type = use.replaceAll('_', '-')
    const [, property = ''] = name.split('::prop_')
    const ofUse = objects.filter((object) => object.type === type)
    expect(ofUse.length).toBeGreaterThan(0)
    expect(ofUse.filter((object) => object[property] === undefined)).toEqual([])
  })

  const resolving = shown.filter(({ test_id: name = '' }) =>
    /resolves_created_by_ref|processes_related|receives_triad/.test(name),
  )
  test.each([
    ...new Set(resolving.map(({ fixture = '' }) => fixture)),
  ])('%s: what its objects refer to is found', async (fixture) => {
    const sent = new Set(bundleOf(fixture).objects.map(({ id }) => id))
    const { objects } = await readFixture(fixture)
    const targets = objects.flatMap((object) => stixFacts(object).references.map(({ target }) => target))
    expect(targets.filter((target) => !sent.has(target) && tlpOfId(target) === undefined)).toEqual([])
  })
})

describe.skipIf(folder === undefined)('versions in the fixtures of interoperability', () => {
  const versions = [
    '20.7.1-modification-of-indicator',
    '20.7.2-modification-of-sighting',
    '20.11.1-revocation-of-indicator',
    '20.11.2-revocation-of-sighting',
  ]

  test.each(versions)('tc-3.%s: a later version keeps id and time of creation', async (name) => {
    const { objects } = await readFixture(`testcases/versioning/tc-3.${name}.json`)
    const changed = objects.filter((object) => {
      const { versionUs = 0, createdUs = 0 } = stixFacts(object)
      return versionUs > createdUs
    })
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.every((object) => stixFacts(object).isRevoked)).toBe(name.includes('revocation'))
  })
})

test('a version after one that is revoked is wrong, whichever of them comes first', () => {
  const id = 'tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
  const created = '2016-04-06T20:03:48.000Z'
  const version = (modified: string, revoked: boolean) => ({
    ...{ type: 'tool', spec_version: '2.1', id, created, modified, name: 'VNC' },
    ...(revoked ? { revoked } : {}),
  })
  const told = (...objects: readonly object[]) =>
    checkStix({ type: 'bundle', id: 'bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f', objects }).issues.map(
      ({ code, path, section }) => [code, path, section],
    )
  const [first, revoked, later] = [
    version(created, false),
    version('2016-05-01T00:00:00.000Z', true),
    version('2016-05-01T00:00:00.000001Z', true),
  ]
  expect(told(first, revoked)).toEqual([])
  expect(told(first, revoked, later)).toEqual([['revoked', 'objects[2]', '3.2']])
  expect(told(later, revoked, first)).toEqual([['revoked', 'objects[0]', '3.2']])
})

const profile = sharedData('cyber/stix-schemas')

describe.skipIf(folder === undefined || profile === undefined)(
  'the profile of interoperability, by its published schemas',
  () => {
    const paths = profile === undefined ? [] : readdirSync(profile, { recursive: true, encoding: 'utf8' })
    const files = paths
      .filter((path) => path.endsWith('.json'))
      .map((path) => ({ path, value: JSON.parse(readFileSync(join(profile ?? '', path), 'utf8')) }))
    const read = readSchemaFiles(files)
    const errorsOf = (fixture: string) =>
      checkStix(bundleOf(fixture), read.ok ? { schemas: read.schemas } : {}).issues.flatMap(
        ({ severity, code, message }) => (severity === 'error' ? [`${code}: ${message}`] : []),
      )

    test('tells an attack pattern that is valid without what the profile wants from one that has it', () => {
      expect(errorsOf('testcases/common/tc-attack-pattern-interop-ok.json')).toEqual([])
      expect(checkStix(bundleOf('testcases/common/tc-attack-pattern-spec-minimal.json')).isValid).toBe(true)
      expect(errorsOf('testcases/common/tc-attack-pattern-spec-minimal.json')).toEqual([
        'schema: “external_references” is required, by the schema of interop/attack-pattern.json',
        'schema: “kill_chain_phases” is required, by the schema of interop/attack-pattern.json',
      ])
    })

    /** The schema of a vulnerability asks for “external_references:”, with the colon. */
    const misspelt = /vulnerability|report/
    test.each(
      fixtures.filter((name) => name.startsWith('testcases/') && !misspelt.test(name) && !name.includes('minimal')),
    )('%s meets it', (fixture) => {
      expect(errorsOf(fixture)).toEqual([])
    })
  },
)

describe.skipIf(folder === undefined)('a chain from an indicator to an actor', () => {
  const chain =
    folder === undefined
      ? []
      : (JSON.parse(readFileSync(pathOf('graph/indicator-malware-actor-chain.json'), 'utf8')) as Bundle).objects
  const relations = chain.flatMap(({ id, type, ...object }): Relation[] =>
    type === 'relationship'
      ? [
          {
            id,
            kind: String(object['relationship_type']),
            sourceId: String(object['source_ref']),
            targetId: String(object['target_ref']),
          },
        ]
      : [],
  )
  const around = (ids: readonly string[]) =>
    Promise.resolve(ids.map((id) => relations.filter(({ sourceId, targetId }) => id === sourceId || id === targetId)))

  test.each([
    [1, ['indicator', 'malware']],
    [2, ['indicator', 'malware', 'threat-actor']],
  ] as const)('is followed %i steps far', async (distance, types) => {
    const [start = ''] = chain.map(({ id }) => id).filter((id) => id.startsWith('indicator--'))
    const { nodes } = await neighbourhood(start, around, { nodes: 10, distance })
    expect(nodes.map(({ id }) => id.split('--')[0]).sort()).toEqual(types)
  })
})
