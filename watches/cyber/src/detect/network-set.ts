import { type Network, readNetwork } from '../patterns/network.ts'

/** Networks, each with what is said of it. */
export type NetworkSet<Said> = {
  readonly add: (network: Network, said: Said) => void
  /** @returns What is said of the networks that an address, or a network, lies in. */
  readonly around: (network: Network) => readonly Said[]
}

/** Networks by their prefixes: a look-up for each length of prefix that there is. */
export function createNetworkSet<Said>(): NetworkSet<Said> {
  const byPrefix = new Map<string, { bits: 32 | 128; prefix: number; said: Map<bigint, Said[]> }>()
  return {
    add: ({ bits, prefix, address }, said) => {
      const name = `${bits}/${prefix}`
      const group = byPrefix.get(name) ?? { bits, prefix, said: new Map<bigint, Said[]>() }
      byPrefix.set(name, group)
      const key = address >> BigInt(bits - prefix)
      const known = group.said.get(key)
      if (known === undefined) group.said.set(key, [said])
      else known.push(said)
    },
    around: (network) => {
      const found: Said[] = []
      for (const { bits, prefix, said } of byPrefix.values()) {
        if (bits !== network.bits || prefix > network.prefix) continue
        found.push(...(said.get(network.address >> BigInt(bits - prefix)) ?? []))
      }
      return found
    },
  }
}

const looksLikeAddress =
  /^(?:(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}|[0-9a-f.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?:\/\d{1,3})?$/i

const mapped = /^(?:0{0,4}:){2,5}ffff:(?=[0-9.]+$)/i

/** An address or a network, asked for by its looks first, since most texts are none. `::ffff:198.51.100.9` is an address of IPv4. */
export function addressOf(text: string): Network | undefined {
  if (text.length > 49 || !looksLikeAddress.test(text)) return undefined
  const isMapped = text.includes('.') && mapped.test(text)
  return readNetwork(isMapped ? text.slice(text.lastIndexOf(':') + 1) : text)
}
