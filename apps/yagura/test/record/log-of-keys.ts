import { base64UrlOf, coreKinds, keyIdOf, type Signer, signRecord, utf8Text } from '@yagura/record'
import { createMemorySigner, keyPairOfSeed } from '../../src/crypto/ed25519-seed.ts'

const node = 'jp.ncc.example'

/**
 * A log in which an author signs too early, is added by two roots, signs, is ended, and signs too late; and the card of the node.
 */
export async function logOfKeys(): Promise<{ readonly card: string; readonly lines: readonly string[] }> {
  const signerOf = (name: string, seedByte: number): Signer => {
    const seed = new Uint8Array(32).fill(seedByte)
    return createMemorySigner(keyIdOf(node, name, keyPairOfSeed(seed).publicKey), seed)
  }
  const roots = [1, 2, 3].map((number) => signerOf(`root-${number}`, number))
  const duty3 = signerOf('duty-3', 9)
  const line = async (kind: string, data: unknown, signers: readonly Signer[]): Promise<string> => {
    const by = signers[0]?.keyId.replace(/#.*/, '')
    const mark = { lvl: 0, mode: 'REAL', pol: 'JP' }
    const body = {
      at: '2026-11-21T22:30:00.000Z',
      by,
      data,
      id: '01KAZ0Y5Q8R3V6X9B2D4F6H8JK',
      kind,
      mark,
      refs: [],
      v: 1,
    }
    const answer = await signRecord(body, signers, coreKinds)
    if (!answer.ok) throw new Error(answer.fault.reason)
    return utf8Text(answer.line) ?? ''
  }
  const recall = { act: 'hide', record: 'ab'.repeat(32), why: 'wrong object' }
  const added = {
    alg: 'Ed25519',
    key: duty3.keyId,
    mandate: ['recall'],
    pub: base64UrlOf(duty3.publicKey),
    scope: ['recall.ask'],
  }
  const lines = [
    await line('recall.ask', recall, [duty3]),
    await line('key.add', added, roots.slice(0, 2)),
    await line('recall.ask', recall, [duty3]),
    await line('key.end', { key: duty3.keyId }, roots.slice(1)),
    await line('recall.ask', recall, [duty3]),
  ]
  const card = { v: 1, node, party: 'JPN', roots: roots.map(({ publicKey }) => base64UrlOf(publicKey)) }
  return { card: JSON.stringify(card), lines }
}
