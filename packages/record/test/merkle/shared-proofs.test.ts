import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { expect, test } from 'vitest'
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../../src/index.ts'

const folder = sharedData('core/merkle')
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'))

/** Numbers are read as texts: some are beyond what a double holds. */
type ProofFile = { readonly [member: string]: string } & { readonly proof: readonly string[] | null } & {
  readonly wantErr: boolean
}

function verdictOf(file: string, content: ProofFile): { readonly ok: boolean } {
  const number = (member: string): bigint => BigInt(content[member] ?? '')
  const hash = (member: string): Uint8Array => bytes(content[member] ?? '')
  const path = (content.proof ?? []).map(bytes)
  const inclusion = { path, root: hash('root'), leafHash: hash('leafHash') }
  const consistency = { path, root1: hash('root1'), root2: hash('root2') }
  if (file.startsWith('inclusion')) {
    return verifyInclusion({ ...inclusion, index: number('leafIdx'), size: number('treeSize') })
  }
  if (file.startsWith('consistency')) {
    return verifyConsistency({ ...consistency, size1: number('size1'), size2: number('size2') })
  }
  const bounds = { start: number('start'), end: number('end') }
  return file.startsWith('subtreeinclusion')
    ? verifySubtreeInclusion({ ...inclusion, ...bounds, index: number('leafIdx') })
    : verifySubtreeConsistency({ ...consistency, ...bounds, size: number('size') })
}

test.skipIf(folder === undefined)('every shared proof is judged as its file says', () => {
  const files = readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  )
  expect(files.length).toBeGreaterThan(200)
  for (const file of files) {
    const text = readFileSync(join(folder ?? '', file), 'utf8').replaceAll(/: (\d+)/g, ': "$1"')
    const content = JSON.parse(text) as ProofFile
    expect(verdictOf(file, content).ok, file).toBe(!content.wantErr)
  }
})
