import { longestLabel } from './confidentiality-label.ts'
import { plainLacv } from './read-spif.ts'
import { type Clearance, type PlacedCategory, placedCategories, type SecurityLabel, type Spif } from './spif.ts'
import { childrenOf, readXml, type XmlElement } from './xml-tree.ts'

/** Why a file was not taken. */
type Refusal = { readonly ok: false; readonly reason: string }

/** Namespace of labels and clearances that name everything by number. */
const numberedNamespace = 'http://surevine.com/xmlns/spiffy'

/**
 * Reads a label that names policy, classification and categories by number, as the open library Spiffing writes it.
 *
 * @param text - The XML document; a DOCTYPE is refused.
 * @param spif - The policy it must be of.
 */
export function readNumberedLabel(
  text: string,
  spif: Spif,
): { readonly ok: true; readonly label: SecurityLabel } | Refusal {
  const read = readNumbers(text, 'label', spif)
  if (!read.ok) return read
  const [classification, ...others] = read.classifications
  if (classification === undefined || others.length > 0) return { ok: false, reason: 'expected one <classification>' }
  return { ok: true, label: { spif, classification, categories: read.categories } }
}

/** Reads a clearance of the same form; see `readNumberedLabel`. */
export function readClearance(
  text: string,
  spif: Spif,
): { readonly ok: true; readonly clearance: Clearance } | Refusal {
  const read = readNumbers(text, 'clearance', spif)
  if (!read.ok) return read
  return { ok: true, clearance: { spif, classifications: read.classifications, categories: read.categories } }
}

function readNumbers(
  text: string,
  rootName: 'label' | 'clearance',
  spif: Spif,
): ({ readonly ok: true } & Clearance) | Refusal {
  const read = readXml(text, longestLabel)
  if (!read.ok) return read
  const { root } = read
  if (root.name !== rootName || root.namespace !== numberedNamespace) return { ok: false, reason: `not a ${rootName}` }
  const stranger = root.children.find(({ name }) => name !== 'policy' && name !== 'classification' && name !== 'tag')
  if (stranger !== undefined) return { ok: false, reason: `found <${stranger.name}>, which is not read` }
  const policies = childrenOf(root, 'policy').map((element) => element.attributes.get('id'))
  if (policies.length !== 1 || policies[0] !== spif.id) {
    return { ok: false, reason: `the ${rootName} is not of the policy ${spif.name} (${spif.id})` }
  }
  const numbers = childrenOf(root, 'classification').map(lacvOf)
  const classifications = spif.classifications.filter(({ lacv }) => numbers.includes(lacv))
  if (classifications.length < new Set(numbers).size) {
    return { ok: false, reason: `the policy ${spif.name} has no such classification` }
  }
  const placed = placedCategories(spif)
  const named = new Set<PlacedCategory>()
  for (const element of childrenOf(root, 'tag')) {
    const found = placed.find((category) => isNamed(category, element))
    if (found === undefined)
      return { ok: false, reason: `the policy ${spif.name} has no category ${lacvOf(element)} there` }
    named.add(found)
  }
  return { ok: true, spif, classifications, categories: placed.filter((category) => named.has(category)) }
}

function isNamed({ tagSet, tag, category }: PlacedCategory, element: XmlElement): boolean {
  const { attributes } = element
  return tagSet.id === attributes.get('id') && tag.kind === attributes.get('type') && category.lacv === lacvOf(element)
}

function lacvOf(element: XmlElement): string {
  return plainLacv(element.attributes.get('lacv') ?? '')
}
