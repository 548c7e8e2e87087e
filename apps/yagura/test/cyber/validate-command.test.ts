import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { runYagura } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { scratch } from '../scratch.ts'

const write = scratch()
const times = { created: '2016-04-06T20:03:48.000Z', modified: '2016-04-06T20:03:48.000Z' }
const tool = {
  type: 'tool',
  spec_version: '2.1',
  id: 'tool--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  ...times,
  name: 'VNC',
}
const relationship = {
  ...tool,
  type: 'relationship',
  id: 'relationship--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
  relationship_type: 'uses',
  source_ref: tool.id,
  target_ref: 'infrastructure--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f',
}
const bundle = { type: 'bundle', id: 'bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f', objects: [tool, relationship] }

type Row = {
  file: string
  valid: boolean
  issues: { severity: string; code: string; path: string; section: string; message: string }[]
}

async function validate(...words: string[]): Promise<{ exitCode: number | undefined; rows: Row[]; stderr: string }> {
  const { exitCode, stdout, stderr } = await runYagura(['cyber', 'validate', ...words])
  return {
    exitCode,
    stderr,
    rows: stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Row => JSON.parse(line)),
  }
}

describe('yagura cyber validate', () => {
  test('gives a row a file in order, says what is wrong and where, and goes on after what cannot be read', async () => {
    const files = [
      write('good.json', JSON.stringify(tool)),
      write('bad.json', JSON.stringify({ ...bundle, objects: [{ ...tool, tool_types: [] }] })),
      write('broken.json', '{"type":'),
      '/nowhere/at/all.json',
      write('packed.json.gz', gzipSync(JSON.stringify(bundle))),
      write('empty.json', '[]'),
      write('doubled.json', JSON.stringify([tool]).replace('"VNC"', '"VNC","name":"SSH"')),
      write('deep.json', `{"type":"file","name":"a","extensions":{"x":${'['.repeat(600)}${']'.repeat(600)}}}`),
      write('marked.json', `\uFEFF${JSON.stringify(tool)}`),
    ]
    const { exitCode, rows } = await validate(...files, '--format', 'ndjson')
    expect(exitCode).toBe(1)
    expect(
      rows.map(({ file, valid, issues }) => [file, valid, issues.map(({ code, path }) => `${code} ${path}`.trim())]),
    ).toEqual([
      [files[0], true, []],
      [files[1], false, ['empty-list objects[0].tool_types']],
      [files[2], false, ['not-json']],
      [files[3], false, ['unreadable']],
      [files[4], true, ['extensions-use objects[1].name']],
      [files[5], false, ['empty-list']],
      [files[6], false, ['doubled-member']],
      [files[7], false, ['too-deep']],
      [files[8], true, []],
    ])
    expect(rows[1]?.issues[0]).toMatchObject({ severity: 'error', section: '2.12' })
  })

  test('counts recommendations as requirements with --strict, but for those that are disabled', async () => {
    const file = write('strict.json', JSON.stringify({ ...tool, tool_types: ['our-own'] }))
    expect((await validate(file)).exitCode).toBe(0)
    const strict = await validate(file, '--strict')
    expect([strict.exitCode, strict.rows[0]?.issues[0]?.severity]).toEqual([1, 'error'])
    expect((await validate(file, '--strict', '--disable', '222')).exitCode).toBe(0)
    expect((await validate(file, '--strict', '--disable', 'all-vocabs')).exitCode).toBe(0)
  })

  test('wants what relationships name in the bundle with --enforce-refs', async () => {
    const file = write('refs.json', JSON.stringify(bundle))
    const { exitCode, rows } = await validate(file, '--enforce-refs')
    expect(exitCode).toBe(1)
    expect(rows[0]?.issues.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'missing-reference', path: 'objects[1].target_ref' },
    ])
  })

  test('refuses a check that there is not', async () => {
    const { exitCode, stderr } = await validate(write('any.json', '{}'), '--disable', 'no-such-check')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('no-such-check')
  })

  test('tells of a gzip file that is cut off', async () => {
    const file = write('cut.json.gz', gzipSync(JSON.stringify(bundle)).subarray(0, 60))
    expect((await validate(file)).rows).toMatchObject([{ valid: false, issues: [{ code: 'unreadable' }] }])
  })
})

describe('yagura cyber validate of an advisory of CSAF', () => {
  test('tells what is wanted as an error, what is recommended as a warning, and what is worth knowing as a note', async () => {
    const tracking = {
      ...{ id: 'A-1', version: '1', status: 'final', current_release_date: '2021-07-21T10:00:00.000Z' },
      initial_release_date: '2021-07-21T10:00:00.000Z',
      revision_history: [{ date: '2021-07-21T10:00:00.000Z', number: '1', summary: 'First.' }],
    }
    const document = {
      ...{ category: 'csaf_base', csaf_version: '2.0', title: 'A', tracking, lang: 'en' },
      publisher: { category: 'translator', name: 'A', namespace: 'https://a.example' },
      distribution: { tlp: { label: 'WHITE' } },
    }
    const file = write('advisory.json', JSON.stringify({ document, vulnerabilities: [{ cve: 'CVE-2021-0001' }] }))
    const { exitCode, rows } = await validate(file)
    expect(exitCode).toBe(1)
    expect(rows[0]?.issues.map(({ severity, code, path, section }) => [severity, code, path, section])).toEqual([
      ['error', 'csaf-6.1.15', 'document', 'CSAF 2.0 §6.1.15'],
      ['warning', 'csaf-6.2.11', 'document.references', 'CSAF 2.0 §6.2.11'],
      ['warning', 'csaf-6.2.13', 'document', 'CSAF 2.0 §6.2.13'],
      ['note', 'csaf-6.3.4', 'vulnerabilities[0]', 'CSAF 2.0 §6.3.4'],
    ])
  })
})

describe('yagura cyber validate --schemas', () => {
  test('checks what extensions add by the schemas of --schemas, of a folder or a file', async () => {
    const id = 'extension-definition--9c59fd79-4215-4ba2-920d-3e4f320e1e62'
    const extended = { ...tool, rank: 10, extensions: { [id]: { extension_type: 'toplevel-property-extension' } } }
    const file = write('ranked.json', JSON.stringify(extended))
    const folder = dirname(write(`schemas/${id}.json`, '{"allOf":[{"$ref":"parts/rank.json"}]}'))
    write('schemas/parts/rank.json', '{"properties":{"rank":{"type":"integer","maximum":9}}}')
    write('schemas/example.json', JSON.stringify(bundle))
    const single = write('single/tool.json', '{"properties":{"rank":{"type":"string"}}}')
    expect((await validate(file)).exitCode).toBe(0)
    const { exitCode, rows } = await validate(file, '--schemas', folder, '--schemas', single)
    expect(exitCode).toBe(1)
    expect(rows[0]?.issues.map(({ code, path, section }) => [code, path, section])).toEqual([
      ['schema', 'rank', '7.3'],
      ['schema', 'rank', 'tool.json'],
    ])
  })

  test.each([
    ['a reference to what is not given', '{"$ref":"https://example.org/a.json"}', /https:\/\/example\.org\/a\.json/],
    ['an expression that looks ahead', '{"pattern":"^(?!a)"}', /linear time/],
    ['no JSON', '{"type":', /JSON/],
  ])('refuses a schema with %s, before it checks anything', async (_, text, reason) => {
    const file = write('tool.json', JSON.stringify(tool))
    const { exitCode, rows, stderr } = await validate(file, '--schemas', write('refused/tool.json', text))
    expect([exitCode, rows]).toEqual([2, []])
    expect(stderr).toMatch(/--schemas: .*tool\.json/)
    expect(stderr).toMatch(reason)
  })
})
