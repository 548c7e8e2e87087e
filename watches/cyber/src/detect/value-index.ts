import type { Network } from '../patterns/network.ts'
import { canonicalUrl, canonicalValue, hostBeforePort } from './canonical-value.ts'
import type { Indicator } from './indicator.ts'
import { addressOf, createNetworkSet, type NetworkSet } from './network-set.ts'

/** Finds indicators by values. */
export type ValueIndex = {
  /** @returns The indicators that look for a text. */
  readonly find: (text: string) => readonly Indicator[]
  /** Values as the index keeps them, networks excepted; `true` for those whose sub-domains count, too. */
  readonly values: ReadonlyMap<string, boolean>
  readonly networks: readonly Network[]
}

const none: readonly Indicator[] = []

/** Makes an index of the values and networks that indicators look for. Work of a look-up does not grow with their number. */
export function createValueIndex(indicators: readonly Indicator[]): ValueIndex {
  const exact = new Map<string, Indicator[]>()
  const above = new Map<string, Indicator[]>()
  const networks = createNetworkSet<Indicator>()
  const all: Network[] = []
  for (const indicator of indicators) {
    for (const sought of indicator.sought) {
      if (sought.kind === 'pattern') continue
      const network = sought.kind === 'network' ? addressOf(sought.value) : undefined
      if (network !== undefined) {
        networks.add(network, indicator)
        all.push(network)
        continue
      }
      const key = canonicalUrl(sought.value) ?? canonicalValue(sought.value)
      addTo(exact, key, indicator)
      if (sought.kind === 'value' && sought.withSubdomains) addTo(above, key, indicator)
    }
  }
  return {
    values: new Map([...exact.keys()].map((key) => [key, above.has(key)])),
    networks: all,
    find: (text) => findValue(text, exact, above, networks),
  }
}

type ByValue = ReadonlyMap<string, readonly Indicator[]>

function findValue(
  text: string,
  exact: ByValue,
  above: ByValue,
  networks: NetworkSet<Indicator>,
): readonly Indicator[] {
  const value = canonicalUrl(text) ?? canonicalValue(text)
  const found = [exact.get(value) ?? none, ofHost(value)]
  const host = hostBeforePort(value)
  if (host !== undefined) found.push(exact.get(host) ?? none, ofHost(host))
  return [...new Set(found.flat())]

  function ofHost(name: string): readonly Indicator[] {
    const address = addressOf(name)
    if (address !== undefined) return networks.around(address)
    if (above.size === 0) return none
    const inside: Indicator[] = []
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      inside.push(...(above.get(name.slice(dot + 1)) ?? none))
    }
    return inside
  }
}

function addTo(map: Map<string, Indicator[]>, key: string, indicator: Indicator): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [indicator])
  else if (!known.includes(indicator)) known.push(indicator)
}
