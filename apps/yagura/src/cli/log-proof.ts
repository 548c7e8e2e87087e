import { proveEntry } from '../log-audit/prove-entry.ts'
import { parseNumber } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { openLog } from './log-verify.ts'

/** Options of `yagura log proof` as typed. */
export type LogProofOptions = { readonly index: string }

/**
 * `yagura log proof`: prints the proof that an entry is in a log, as `yagura log check-proof` reads it.
 *
 * @param place - URL or folder of the log.
 * @returns The exit code: bad input where the tiles do not give a proof.
 */
export async function printProof(place: string, options: LogProofOptions, context: CommandContext): Promise<number> {
  const index = parseNumber('--index', options.index, { low: 0, high: Number.MAX_SAFE_INTEGER })
  if (!Number.isInteger(index)) throw new WrongUseError('--index', `"${options.index}" is not a whole number`)
  const answer = await proveEntry(openLog(place, context), index)
  if (!answer.ok) {
    context.messages.say(`${place}: ${answer.fault.reason}`)
    return exitCodes.badInput
  }
  const { leafHash, root, path, ...numbers } = answer.proof
  const text = (hash: Uint8Array): string => Buffer.from(hash).toString('base64')
  const members = { leafIdx: numbers.index, treeSize: numbers.size, root: text(root), leafHash: text(leafHash) }
  context.output.write(`${JSON.stringify({ ...members, proof: path.map(text) })}\n`)
  await context.output.end()
  return exitCodes.done
}
