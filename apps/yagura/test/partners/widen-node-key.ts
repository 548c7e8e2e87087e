import { readFileSync, writeFileSync } from 'node:fs'
import { coreKinds, signRecord, utf8Text } from '@yagura/record'
import { createFileSigner } from '../../src/crypto/key-file.ts'
import type { NodeMode } from '../../src/node/context.ts'
import type { MadeRoot } from '../../src/node/partners/identity/make-identity.ts'
import { identityFile } from '../../src/node/partners/identity/own-identity.ts'

const scope = ['dataset.*', 'evidence.*', 'recall.ack', 'space.*']

/**
 * Lets a node's own key sign what officers sign: two of its roots certify it anew, in the place of what they said when it was made. So
 * a test fills logs without officers.
 */
export async function widenNodeKey(dataFolder: string, mode: NodeMode, roots: readonly MadeRoot[]): Promise<void> {
  const file = identityFile(dataFolder, mode)
  const identity = JSON.parse(readFileSync(file, 'utf8'))
  const { body } = JSON.parse(identity.keyRecords[0])
  const signers = await Promise.all(roots.slice(0, 2).map((root) => createFileSigner(root.file, root.passphrase)))
  const signed = await signRecord({ ...body, data: { ...body.data, scope } }, signers, coreKinds)
  if (!signed.ok) throw new TypeError(signed.fault.reason)
  writeFileSync(file, JSON.stringify({ ...identity, keyRecords: [utf8Text(signed.line)] }))
}
