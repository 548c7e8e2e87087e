import { isoOfUnixMs, unixMsOfUtc } from '../node/unix-time.ts'
import { parseInstant } from './arguments.ts'

/**
 * An instant as it was typed, in the form that the node takes.
 *
 * @throws WrongUseError
 */
export function instantOf(option: string, typed: string): string {
  return isoOfUnixMs(unixMsOfUtc(parseInstant(option, typed)))
}
