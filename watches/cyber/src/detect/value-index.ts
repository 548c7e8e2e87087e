import type { Network } from '../patterns/network.ts'
import type { Indicator } from './indicator.ts'
import { addressOf, createNetworkSet, type NetworkSet } from './network-set.ts'
import { spellingsOf, valueKeys } from './value-keys.ts'

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
      for (const key of spellingsOf(sought.value)) {
        addTo(exact, key, indicator)
        if (sought.kind === 'value' && sought.withSubdomains) addTo(above, key, indicator)
      }
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
  const { value, within } = valueKeys(text)
  const found = [exact.get(value), hostFinds(value, above, networks)]
  if (within !== undefined) found.push(exact.get(within), hostFinds(within, above, networks))
  const lists = found.filter((list) => list !== undefined && list.length > 0)
  return lists.length < 2 ? (lists[0] ?? none) : [...new Set(lists.flatMap((list) => list ?? none))]
}

/** What is found by the network or the domain that a host lies in. */
function hostFinds(host: string, above: ByValue, networks: NetworkSet<Indicator>): readonly Indicator[] {
  const address = addressOf(host)
  if (address !== undefined) return networks.around(address)
  if (above.size === 0) return none
  const found: Indicator[] = []
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    found.push(...(above.get(host.slice(dot + 1)) ?? none))
  }
  return found
}

function addTo(map: Map<string, Indicator[]>, key: string, indicator: Indicator): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [indicator])
  else if (!known.includes(indicator)) known.push(indicator)
}
