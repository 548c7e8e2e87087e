import { readFileSync } from 'node:fs'
import { runYagura, sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import { judgeProofFile } from '../../src/log-audit/proof-file.ts'
import { scratch } from '../scratch.ts'

const write = scratch()
const folder = sharedData('core/merkle')
const leaf = 'bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0='
const single = { leafIdx: 0, treeSize: 1, root: leaf, leafHash: leaf, proof: [] }

test.skipIf(folder === undefined)('every shared proof is judged by the command as its file says', async () => {
  const { stdout, exitCode } = await runYagura(['log', 'check-proof', folder ?? '', '--format', 'ndjson'])
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.length).toBeGreaterThan(200)
  for (const { file, valid, error } of rows) {
    expect(valid, file).toBe(!JSON.parse(readFileSync(file, 'utf8')).wantErr)
    expect(error === null).toBe(valid)
  }
  expect(exitCode).toBe(1)
})

test('files that cannot be read, are no JSON or no proof are not valid, and the rest goes on', async () => {
  const files = [
    write('good.json', JSON.stringify(single)),
    write('absent.json', '').replace('absent', 'not-there'),
    write('text.json', 'proof'),
    write('other.json', '{"size": 1}'),
  ]
  const { stdout, exitCode } = await runYagura(['log', 'check-proof', ...files, '-'], { input: JSON.stringify(single) })
  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ file }) => file)).toEqual([...files, '<stdin>'])
  expect(rows.map(({ valid }) => valid)).toEqual([true, false, false, false, true])
  expect(rows[1].error).toContain('ENOENT')
  expect(exitCode).toBe(1)
})

test('valid proofs alone end with 0, in CSV too', async () => {
  const file = write('one.json', JSON.stringify({ ...single, proof: null }))
  const { stdout, exitCode } = await runYagura(['log', 'check-proof', file, '--format', 'csv'])
  expect(stdout).toBe(`file,valid,error\n${file},true,\n`)
  expect(exitCode).toBe(0)
})

test.each([
  ['what the file says of its outcome', { wantErr: true }, true],
  ['a kind that fits', { kind: 'inclusion' }, true],
  ['a kind in other words', { kind: 'Inclusion proof' }, true],
  ['another kind than the members', { kind: 'consistency' }, false],
  ['an unknown kind', { kind: 'membership' }, false],
  ['an index as text', { leafIdx: '0' }, false],
  ['a negative index', { leafIdx: -1 }, false],
  ['a broken index', { leafIdx: 0.5 }, false],
  ['a hash that is not base64', { root: '!' }, false],
  ['a hash that is a number', { proof: [1] }, false],
  ['no root', { root: undefined }, false],
])('an inclusion proof with %s is judged by its hashes', (_, change, valid) => {
  expect(judgeProofFile(JSON.stringify({ ...single, ...change })).ok).toBe(valid)
})

test('numbers beyond 2^53 keep their last digit', () => {
  const text = (index: string, size: string): string =>
    JSON.stringify(single).replace('"leafIdx":0', `"leafIdx":${index}`).replace('"treeSize":1', `"treeSize":${size}`)
  const reason = (index: string, size: string): string | undefined => {
    const verdict = judgeProofFile(text(index, size))
    return verdict.ok ? undefined : verdict.fault.reason
  }
  expect(reason('9007199254740993', '9007199254740993')).toBe(
    'index 9007199254740993 is not in a tree of 9007199254740993 leaves',
  )
  expect(reason('18446744073709551615', '18446744073709551616')).toContain('below 2^64')
  expect(reason('18446744073709551614', '18446744073709551615')).toContain('63 are due')
})

test('trees of one size are consistent where they have one root', () => {
  const proof = { size1: 3, size2: 3, root1: leaf, root2: leaf, proof: [] }
  expect(judgeProofFile(JSON.stringify(proof)).ok).toBe(true)
  expect(judgeProofFile(JSON.stringify({ ...proof, proof: [leaf] })).ok).toBe(false)
  expect(judgeProofFile(JSON.stringify({ ...proof, size1: 0 })).ok).toBe(false)
  expect(judgeProofFile(JSON.stringify({ ...proof, root2: leaf.replace('bj', 'cj') })).ok).toBe(false)
})
