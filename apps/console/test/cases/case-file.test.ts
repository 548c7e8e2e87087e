import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { caseFileName, readJsonOf, writeCaseFile } from '../../src/cases/exchange/case-file.ts'

const id = '01KAX0000000000000000000AB'

test('the name of a file says which case, for whom, and that it is not real', () => {
  expect(caseFileName(id, 'json', undefined, 'REAL')).toBe(`case-${id}.json`)
  expect(caseFileName(id, 'stix', 'USA', 'SIMULATED')).toBe(`case-${id}-for-USA.SIMULATED.stix.json`)
  expect(caseFileName(id, 'attack-flow', undefined, 'EXERCISE')).toBe(`case-${id}.EXERCISE.attack-flow.json`)
})

test('what is saved is what the node wrote, for whom it was asked', async () => {
  const asked: unknown[] = []
  const bundle = { type: 'bundle', id: 'bundle--1', objects: [{ type: 'incident' }] }
  const client = {
    ask: async (operation: string, given: unknown) => {
      asked.push([operation, given])
      return { ok: true, answer: { bundle, mark: null, parts: 1, heldBack: 2, notCarried: [] } }
    },
    askBytes: async () => Promise.reject(new Error('not asked')),
  } as unknown as Parameters<typeof writeCaseFile>[0]
  const written = await writeCaseFile(client, { id, form: 'stix', nation: 'USA', mode: 'REAL' })
  expect(asked).toEqual([['exportCaseBundle', { params: { id }, query: { as: 'stix', for: 'USA' } }]])
  expect(written).toMatchObject({
    ok: true,
    file: { name: `case-${id}-for-USA.stix.json`, heldBack: 2, isEmpty: false },
  })
  expect(written.ok && JSON.parse(written.file.text)).toEqual(bundle)
})

test('a file that was packed is read as one that was not', async () => {
  const text = '{"type":"bundle"}'
  expect(await readJsonOf(new Blob([text]))).toEqual({ type: 'bundle' })
  expect(await readJsonOf(new Blob([new Uint8Array(gzipSync(text))]))).toEqual({ type: 'bundle' })
  await expect(readJsonOf(new Blob(['not JSON']))).rejects.toThrow(SyntaxError)
})
