import type { SecondSignature } from '../../api/contract/common.ts'
import type { Caller } from '../../api/contract/operations.ts'
import type { VerifyOfficer } from '../context.ts'
import { samePerson } from './officer-name.ts'

/** The second administrator under an act that takes two, or what is wrong with the signature. */
export type SecondSigner =
  | { readonly ok: true; readonly officer: string }
  | { readonly ok: false; readonly problem: string }

/**
 * Who signed beside whoever asks.
 *
 * @param second - As it was typed; undefined where nobody signed.
 * @throws TooManyAttemptsError, SignInBusyError (rejects)
 */
export async function secondSigner(
  caller: Caller,
  second: SecondSignature | undefined,
  verifyOfficer: VerifyOfficer,
): Promise<SecondSigner> {
  if (second === undefined) return { ok: false, problem: 'the second has not signed' }
  const signer = await verifyOfficer(second.name, second.password)
  if (signer === undefined) return { ok: false, problem: 'the name and the password of the second do not fit' }
  // Who signed counts, not what was typed: one account answers to several ways of writing its name.
  if (samePerson(signer.officer, caller.officer)) return { ok: false, problem: 'both signatures are of one person' }
  if (signer.role !== 'administrator') return { ok: false, problem: `${signer.officer} is no administrator` }
  return { ok: true, officer: signer.officer }
}
