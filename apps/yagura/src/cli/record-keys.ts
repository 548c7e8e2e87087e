import {
  base64UrlBytes,
  beginKeyHistory,
  type CheckedRecord,
  type Fault,
  judgeEntry,
  verifySignatures,
} from '@yagura/record'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { verifyEd25519 } from '../crypto/verify-ed25519.ts'
import type { CommandContext } from './context.ts'
import { readText } from './read-text.ts'
import { RecordRefusedError } from './record-errors.ts'

const mostCharacters = 1 << 20
const PublicKey = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
/** Of a partner card only these two are looked at. */
const Card = Type.Object({ node: Type.String(), roots: Type.Array(PublicKey) })
const Keys = Type.Record(Type.String(), PublicKey)

/** Judges who signed a record. `position` counts records from 0. @returns `undefined` where all signatures are right. */
export type JudgeSignatures = (position: number, checked: CheckedRecord) => Fault | undefined

/**
 * Reads with which keys signatures are judged: `{"<key id>": "<public key>", …}`, each of which counts everywhere; or a partner card,
 * whose roots sign for the node's other keys, and then the records are taken for one log of that node from its start.
 *
 * @throws RecordRefusedError where the file is neither.
 * @throws UnreadableFileError where it cannot be read.
 */
export async function readJudge(file: string, context: CommandContext): Promise<JudgeSignatures> {
  const value = jsonOf(await readText(file, context, mostCharacters))
  if (Check(Card, value)) return judgeByLog(file, value.node, value.roots)
  if (Check(Keys, value)) return judgeByKeys(value)
  throw refused(file, 'neither key ids with their public keys nor a partner card')
}

function judgeByKeys(keys: Readonly<Record<string, string>>): JudgeSignatures {
  const publicKeys = new Map(Object.entries(keys).map(([keyId, text]) => [keyId, base64UrlBytes(text)]))
  return (_position, checked) => {
    const verified = verifySignatures(checked, (keyId) => publicKeys.get(keyId), verifyEd25519)
    return verified.ok ? undefined : verified.fault
  }
}

function judgeByLog(file: string, node: string, roots: readonly string[]): JudgeSignatures {
  const begun = beginKeyHistory(
    node,
    roots.map((root) => base64UrlBytes(root) ?? new Uint8Array()),
  )
  if (!begun.ok) throw new RecordRefusedError(file, begun.fault)
  let { history } = begun
  return (position, checked) => {
    const judged = judgeEntry(history, position, checked, verifyEd25519)
    if (!judged.ok) return judged.fault
    history = judged.history
    return undefined
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refused(file: string, reason: string): RecordRefusedError {
  return new RecordRefusedError(file, { code: 'record/keys', reason })
}
