import type { Network } from '../patterns/network.ts'
import type { TriggerSet } from './byte-trigger.ts'
import { fingerprintField, isFingerprint } from './event-values.ts'
import { addressOf, createNetworkSet, type NetworkSet } from './network-set.ts'
import type { PatternIndex } from './pattern-index.ts'
import { triggerToken } from './trigger-token.ts'
import type { ValueIndex } from './value-index.ts'

const scheme = /^[a-z][a-z0-9+.-]*:\/\//
const hasLetter = /[^0-9.@]/
const mostKnown = 10_000

/**
 * What the bytes of a line must hold so that an index or a pattern can find anything in it.
 *
 * @returns Undefined where any line may be meant: by a pattern that compares no text, or by a value that is too short.
 */
export function createTriggerSet(index: ValueIndex, patterns: PatternIndex): TriggerSet | undefined {
  if (patterns.always.length > 0) return undefined
  const tokens = new Set(patterns.byTrigger.keys())
  for (const [value, withSubdomains] of index.values) {
    const token = triggerToken(value.replace(scheme, ''))
    if (token === undefined || (withSubdomains && !hasLetter.test(token))) return undefined
    tokens.add(token)
    // A fingerprint of a certificate is written with colons, so that its bytes tell nothing.
    if (isFingerprint(value)) tokens.add(fingerprintField)
  }
  const networks4: Network[] = []
  const networks6 = createNetworkSet<true>()
  let hasNetworks6 = false
  for (const network of index.networks) {
    if (network.bits === 128) {
      networks6.add(network, true)
      hasNetworks6 = true
    } else if (network.prefix === 32) tokens.add(dotted(network.address))
    else networks4.push(network)
  }
  return {
    tokens,
    network4: networks4.length === 0 ? undefined : createNetworkTest(networks4),
    network6: hasNetworks6 ? createTest6(networks6) : undefined,
  }
}

/** The same addresses come again and again, and to read one takes long. */
function createTest6(networks: NetworkSet<true>): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const answer = known.get(text)
    if (answer !== undefined) return answer
    const address = addressOf(text)
    const isWanted = address !== undefined && networks.around(address).length > 0
    if (known.size >= mostKnown) known.clear()
    known.set(text, isWanted)
    return isWanted
  }
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.')
}

/** @param networks - Of IPv4. @returns Whether an address, as an unsigned number, is in one of them. */
function createNetworkTest(networks: readonly Network[]): (address: number) => boolean {
  const byDivisor = new Map<number, Set<number>>()
  for (const { prefix, address } of networks) {
    const divisor = 2 ** (32 - prefix)
    const known = byDivisor.get(divisor) ?? new Set<number>()
    byDivisor.set(divisor, known.add(Math.floor(Number(address) / divisor)))
  }
  const groups = [...byDivisor]
  return (address) => address >= 0 && groups.some(([divisor, known]) => known.has(Math.floor(address / divisor)))
}
