import { placedCategories, type SecurityLabel, type Spif, type TagKind } from './spif.ts'
import { childrenOf, readXml, type XmlElement } from './xml-tree.ts'

/** How the values of a category are meant: any of them opens, all of them are needed, or they only inform. */
type LabelCategoryType = 'PERMISSIVE' | 'RESTRICTIVE' | 'INFORMATIVE'

/** One category of a label, by names. */
export type LabelCategory = {
  readonly tagName: string
  readonly type: LabelCategoryType
  readonly values: readonly string[]
}

/** A confidentiality label by the names it uses. Source: ADatP-4774 edition A version 1 (STANAG 4774). */
export type ConfidentialityLabel = {
  readonly policy: string
  /** Of the policy identifier, such as `urn:oid:1.3.26.1.3.1`. */
  readonly policyUrl: string | undefined
  readonly classification: string
  readonly categories: readonly LabelCategory[]
  /** When it was made, as written. */
  readonly createdAt: string | undefined
  /** When it is to be looked at again, as written. */
  readonly reviewAt: string | undefined
}

/** Namespace of confidentiality labels. */
export const labelNamespace = 'urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'
/** A label longer than this is refused, in characters. */
export const longestLabel = 262_144

const roots = new Set(['originatorconfidentialitylabel', 'confidentialitylabel', 'metadataconfidentialitylabel'])
const types: readonly LabelCategoryType[] = ['PERMISSIVE', 'RESTRICTIVE', 'INFORMATIVE']
const known = new Set(['ConfidentialityInformation', 'CreationDateTime', 'OriginatorID'])

/**
 * Reads one ADatP-4774 label. What it cannot read, such as succession handling, a privacy mark or a bit string, it refuses, as a
 * label that is half understood guards half.
 *
 * @param text - The XML document; a DOCTYPE is refused.
 */
export function readConfidentialityLabel(
  text: string,
): { readonly ok: true; readonly label: ConfidentialityLabel } | { readonly ok: false; readonly reason: string } {
  const read = readXml(text, longestLabel)
  if (!read.ok) return read
  const { root } = read
  if (!roots.has(root.name.toLowerCase()) || root.namespace !== labelNamespace) {
    return { ok: false, reason: 'not a STANAG 4774 confidentiality label' }
  }
  const stranger = root.children.find(({ name, namespace }) => !known.has(name) || namespace !== labelNamespace)
  if (stranger !== undefined) return { ok: false, reason: `found <${stranger.name}>, which is not read` }
  const [information, second] = childrenOf(root, 'ConfidentialityInformation')
  if (information === undefined || second !== undefined) {
    return { ok: false, reason: 'expected one <ConfidentialityInformation>' }
  }
  return labelOf(root, information)
}

/**
 * Finds what a label names in its policy. Names are compared without regard to case, as label and policy come from different
 * makers.
 *
 * @returns What the label names and the policy does not know is a refusal.
 */
export function resolveLabel(
  label: ConfidentialityLabel,
  spif: Spif,
): { readonly ok: true; readonly label: SecurityLabel } | { readonly ok: false; readonly reason: string } {
  const oid = label.policyUrl?.toLowerCase().startsWith('urn:oid:')
    ? label.policyUrl.slice('urn:oid:'.length)
    : undefined
  if (!isSame(label.policy, spif.name) || (oid !== undefined && oid !== spif.id)) {
    return { ok: false, reason: `the label is of the policy ${label.policy}, not of ${spif.name}` }
  }
  const classification = spif.classifications.find(({ name }) => isSame(name, label.classification))
  if (classification === undefined) {
    return { ok: false, reason: `the policy ${spif.name} has no classification ${label.classification}` }
  }
  const placed = placedCategories(spif)
  const named = new Set<(typeof placed)[number]>()
  for (const { tagName, type, values } of label.categories) {
    for (const value of values) {
      const found = placed.find(
        ({ tagSet, tag, category }) =>
          (isSame(tagSet.name, tagName) || isSame(tag.name, tagName)) &&
          typeOf(tag.kind) === type &&
          isSame(category.name, value),
      )
      if (found === undefined)
        return { ok: false, reason: `the policy ${spif.name} has no ${type} ${tagName} ${value}` }
      named.add(found)
    }
  }
  return { ok: true, label: { spif, classification, categories: placed.filter((category) => named.has(category)) } }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function typeOf(kind: TagKind): LabelCategoryType {
  if (kind === 'informative') return 'INFORMATIVE'
  return kind === 'permissive' || kind === 'enumeratedPermissive' ? 'PERMISSIVE' : 'RESTRICTIVE'
}

function labelOf(root: XmlElement, information: XmlElement): ReturnType<typeof readConfidentialityLabel> {
  const categories: LabelCategory[] = []
  let policy: XmlElement | undefined
  let classification: XmlElement | undefined
  for (const element of information.children) {
    if (element.name === 'PolicyIdentifier' && policy === undefined) policy = element
    else if (element.name === 'Classification' && classification === undefined) classification = element
    else if (element.name === 'Category') {
      const category = categoryOf(element)
      if (typeof category === 'string') return { ok: false, reason: category }
      categories.push(category)
    } else return { ok: false, reason: `found <${element.name}>, which is not read or stands twice` }
  }
  if (policy === undefined || policy.text === '' || classification === undefined || classification.text === '') {
    return { ok: false, reason: 'expected a <PolicyIdentifier> and a <Classification>' }
  }
  const label = {
    policy: policy.text,
    policyUrl: policy.attributes.get('URL') ?? policy.attributes.get('URI'),
    classification: classification.text,
    categories,
    createdAt: childrenOf(root, 'CreationDateTime')[0]?.text,
    reviewAt: root.attributes.get('ReviewDateTime'),
  }
  return { ok: true, label }
}

function categoryOf(element: XmlElement): LabelCategory | string {
  const tagName = element.attributes.get('TagName') ?? ''
  const type = types.find((name) => name === element.attributes.get('Type')?.toUpperCase())
  if (tagName === '' || type === undefined) return 'expected TagName and a known Type of each <Category>'
  const stranger = element.children.find(({ name }) => name !== 'GenericValue')
  if (stranger !== undefined) return `found <${stranger.name}> in the category ${tagName}, expected <GenericValue>`
  const values = element.children.map(({ text }) => text)
  if (values.length === 0 || values.includes('')) return `the category ${tagName} has no value, or an empty one`
  return { tagName, type, values }
}
