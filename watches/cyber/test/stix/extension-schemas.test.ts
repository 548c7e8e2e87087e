import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { caseExtensionObjects } from '../../src/incident/case-extension.ts'
import { writeCase } from '../../src/incident/write-case.ts'
import { checkStix, readSchemaFiles, type SchemaFile, type StixObject } from '../../src/index.ts'
import { caseOf, partsOf, ulid } from '../incident/case-of-parts.ts'

const extension = 'extension-definition--9c59fd79-4215-4ba2-920d-3e4f320e1062'
const times = { created: '2026-01-01T00:00:00.000Z', modified: '2026-01-01T00:00:00.000Z' }

function definition(schema: unknown, members: object = {}): object {
  return {
    ...{ type: 'extension-definition', spec_version: '2.1', id: extension, ...times, name: 'Ours', version: '1.0' },
    created_by_ref: 'identity--11b76a96-5d2b-45e0-8a5a-f6994f370731',
    schema: typeof schema === 'string' ? schema : JSON.stringify(schema),
    extension_types: ['property-extension'],
    description: 'Ours.',
    ...members,
  }
}

function tool(members: object, content: object): object {
  const id = 'tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f'
  return {
    type: 'tool',
    spec_version: '2.1',
    id,
    ...times,
    name: 'VNC',
    ...members,
    extensions: { [extension]: content },
  }
}

const bundleOf = (...objects: readonly unknown[]) => ({
  type: 'bundle',
  id: 'bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  objects,
})

const told = (value: unknown, files: readonly SchemaFile[] = []) => {
  const read = readSchemaFiles(files)
  if (!read.ok) throw new Error(read.reason)
  return checkStix(value, { schemas: read.schemas }).issues.flatMap(({ severity, code, path }) =>
    code.startsWith('schema') ? [`${severity} ${code} ${path}`] : [],
  )
}

const rank = { required: ['rank'], properties: { rank: { type: 'integer', maximum: 9 } } }
const nested = (content: object) => tool({}, { extension_type: 'property-extension', ...content })

describe('the schema that an extension definition holds', () => {
  test('is asked of what a property-extension adds', () => {
    const bundle = bundleOf(nested({ rank: 10 }), nested({ rank: 3 }), nested({}), definition(rank))
    expect(told(bundle)).toEqual([
      `error schema objects[0].extensions.${extension}.rank`,
      `error schema objects[2].extensions.${extension}`,
    ])
    expect(told([nested({ rank: 10 }), definition(rank)])).toEqual([`error schema [0].extensions.${extension}.rank`])
  })

  test('is asked of the whole object where it speaks of extensions', () => {
    const whole = { required: ['extensions'], properties: { extensions: { properties: { [extension]: rank } } } }
    expect(told(bundleOf(definition(whole), nested({ rank: 'high' })))).toEqual([
      `error schema objects[1].extensions.${extension}.rank`,
    ])
  })

  test.each(['toplevel-property-extension', 'new-sdo'])('is asked of the properties that a %s adds', (kind) => {
    const objects = [tool({ rank: 10 }, { extension_type: kind }), tool({ rank: 9 }, { extension_type: kind })]
    expect(told(bundleOf(...objects, definition(rank)))).toEqual(['error schema objects[0].rank'])
  })

  test('is asked of observables within observed data', () => {
    const file = { type: 'file', name: 'a', extensions: { [extension]: { extension_type: 'property-extension' } } }
    const observed = {
      ...{ type: 'observed-data', spec_version: '2.1', id: 'observed-data--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f' },
      ...times,
      ...{ first_observed: times.created, last_observed: times.created, number_observed: 1, objects: { '0': file } },
    }
    expect(told(bundleOf(observed, definition(rank)))).toEqual([
      `error schema objects[0].objects.0.extensions.${extension}`,
    ])
  })

  test('is that of the newest version of the definition', () => {
    const newer = definition({ required: ['level'] }, { modified: '2026-02-01T00:00:00.000Z' })
    expect(told(bundleOf(newer, definition(rank), nested({ level: 1 })))).toEqual([])
  })

  test.each([
    'https://example.org/rank.json',
    'Each tool has a rank.',
    '{ rank: from 0 to 9 }',
  ])('is not there where its text is %s', (words) => {
    expect(told(bundleOf(definition(words), nested({ rank: 10 })))).toEqual([])
  })
})

describe('a schema that is held and cannot be asked', () => {
  test.each([
    ['refers to what is elsewhere', { $ref: 'https://example.org/rank.json' }],
    ['looks ahead', { pattern: '^(?!a)' }],
  ])('is told of, and not asked, where it %s', (_, schema) => {
    expect(told(bundleOf(definition(schema), nested({ rank: 10 })))).toEqual(['note schema-unused objects[0].schema'])
  })

  test('is asked of the first fifty definitions of a file, and of the others it is told that it is not', () => {
    const idOf = (at: number) => extension.replace(/\d{3}$/, String(at).padStart(3, '0'))
    const many = Array.from({ length: 52 }, (_, at) => definition(rank, { id: idOf(at) }))
    const objects = [0, 51].map((at) => ({
      ...nested({}),
      extensions: { [idOf(at)]: { extension_type: 'property-extension' } },
    }))
    expect(told(bundleOf(...many, ...objects))).toEqual([
      'note schema-unused objects[50].schema',
      'note schema-unused objects[51].schema',
      `error schema objects[52].extensions.${idOf(0)}`,
    ])
  })

  test('is given up for the rest of the file when it takes too long', () => {
    const endless = definition({ allOf: [{ $ref: '#' }, { $ref: '#' }] })
    const tools = Array.from({ length: 5000 }, () => nested({ rank: 1 }))
    const startMs = performance.now()
    expect(told(bundleOf(endless, ...tools))).toEqual([`note schema-unused objects[1].extensions.${extension}`])
    expect(performance.now() - startMs).toBeLessThan(5000)
  })
})

describe('schemas that are given', () => {
  test('are known by the id in the name of their file, by that in their $id, or by the type that they are named for', () => {
    const top = tool({}, { extension_type: 'toplevel-property-extension' })
    expect(told(top, [{ path: `any/${extension}.json`, value: rank }])).toEqual(['error schema '])
    expect(told(top, [{ path: 'rank.json', value: { $id: `https://example.org/${extension}/v1`, ...rank } }])).toEqual([
      'error schema ',
    ])
    expect(told(top, [{ path: 'tool.json', value: rank }])).toEqual(['error schema '])
    expect(told(top, [{ path: 'malware.json', value: rank }])).toEqual([])
  })

  test('go before the one that a definition holds', () => {
    const bundle = bundleOf(definition(rank), nested({ level: 1 }))
    expect(told(bundle, [{ path: `${extension}.json`, value: { required: ['level'] } }])).toEqual([])
  })

  test('that take too long are an error: they were to be asked', () => {
    expect(told(nested({}), [{ path: 'tool.json', value: { anyOf: [{ $ref: '#' }, { $ref: '#' }] } }])).toEqual([
      'error schema-unused ',
    ])
  })

  test('may refer to the schemas of the standard, which need not be given', () => {
    const site = 'https://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas'
    const value = {
      allOf: [{ $ref: `${site}/sdos/tool.json` }],
      properties: {
        seen: { $ref: `${site}/common/timestamp.json` },
        owner_ref: { $ref: `${site}/common/identifier.json` },
      },
      unevaluatedProperties: false,
    }
    const files = [{ path: 'tool.json', value }]
    const content = { extension_type: 'toplevel-property-extension' }
    const good = { seen: '2026-01-01T00:00:00Z', owner_ref: 'identity--11b76a96-5d2b-45e0-8a5a-f6994f370731' }
    expect(told(tool(good, content), files)).toEqual([])
    expect(told(tool({ ...good, tool_version: '1' }, content), files)).toEqual([])
    expect(told(tool({ seen: 'yesterday', owner_ref: 'me', rank: 1 }, content), files)).toEqual([
      'error schema seen',
      'error schema owner_ref',
      'error schema rank',
    ])
  })

  test('are not two of one extension, and say what is wrong with them', () => {
    const twice = [`${extension}.json`, `old/${extension}.json`].map((path) => ({ path, value: rank }))
    expect(readSchemaFiles(twice)).toMatchObject({ ok: false, path: `old/${extension}.json` })
    expect(readSchemaFiles([{ path: 'tool.json', value: { type: 'words' } }])).toMatchObject({
      ok: false,
      path: 'tool.json',
    })
  })
})

describe('the extension of a case', () => {
  const written = writeCase(
    caseOf(
      partsOf([
        { kind: 'opened', title: 'Modems fell silent' },
        { kind: 'evidence', title: 'Flash image', source: { name: 'Operator' } },
        { kind: 'hypothesis', title: 'A state did it' },
        { kind: 'rating', evidence: ulid(1), hypothesis: ulid(2), rating: 'II' },
        { kind: 'weighing', evidence: ulid(1), credibility: 'high', relevance: 'medium' },
        { kind: 'custody', evidence: ulid(1), from: 'A', to: 'B', atUtc: '2022-02-27T09:00:00Z' },
      ]),
    ),
  )
  const { objects } = written.bundle

  test('holds a schema that the case meets', () => {
    expect(objects).toEqual(expect.arrayContaining([...caseExtensionObjects()]))
    expect(told(written.bundle)).toEqual([])
  })

  const required: readonly (readonly [string, string])[] = [
    ['hypothesis', 'name'],
    ['ach-rating', 'rating'],
    ['evidence-weighing', 'credibility'],
    ['custody-transfer', 'transferred'],
  ]
  test.each(required)('holds a schema that a %s without “%s” does not meet', (type, name) => {
    const without = objects.map((object): StixObject => {
      const { [name]: _, ...rest } = object
      return object.type === type ? { ...rest, type, id: object.id } : object
    })
    expect(told({ ...written.bundle, objects: without })).toHaveLength(1)
  })
})

const oasis = sharedData('cyber/stix-schemas/schemas')
const examples = sharedData('cyber/stix-examples')
const jsonIn = (folder: string | undefined) =>
  folder === undefined
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.json'))
        .map((path): SchemaFile => ({ path, value: JSON.parse(readFileSync(join(folder, path), 'utf8')) }))

describe.skipIf(oasis === undefined || examples === undefined)('the schemas that OASIS published for STIX 2.1', () => {
  const files = jsonIn(oasis)
  const read = readSchemaFiles(files)

  test('can all be asked', () => {
    expect(files).toHaveLength(57)
    expect(read).toMatchObject({ ok: true })
  })

  /** Texts of bytes that are cut short with dots, which the tables refuse too. */
  test.each(jsonIn(examples))('find in the example $path what the tables find', ({ value }) => {
    const { issues } = checkStix(value, read.ok ? { schemas: read.schemas } : {})
    const by = (code: string) => [...new Set(issues.filter((issue) => issue.code === code).map(({ path }) => path))]
    expect(by('schema')).toEqual(by('binary'))
  })
})
