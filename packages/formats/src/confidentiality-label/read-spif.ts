import type {
  Spif,
  SpifCategory,
  SpifCategoryMatch,
  SpifClassification,
  SpifMarkingData,
  SpifQualifier,
  SpifRequirement,
  SpifTag,
  SpifTagSet,
  TagKind,
} from './spif.ts'
import { childrenOf, mendEndTags, readXml, type XmlElement } from './xml-tree.ts'

/** A policy, or why the file is none. */
export type SpifAnswer =
  | {
      readonly ok: true
      readonly spif: Spif
      /** End tags of a wrong name that were read as the end of the element they stand in. */
      readonly mended: readonly string[]
    }
  | { readonly ok: false; readonly reason: string }

const mostCharacters = 4_000_000
const operations = ['all', 'oneOrMore', 'onlyOne'] as const
const places = ['prefix', 'separator', 'suffix'] as const

/**
 * Reads an XML-SPIF policy: classifications, tag sets, what requires and excludes what, and the words for display in every
 * language. Equivalences with other policies and extensions are not read.
 *
 * @param text - The file, at most 4 million characters.
 */
export function readSpif(text: string): SpifAnswer {
  const strict = readXml(text, mostCharacters)
  const { text: mendedText, mended } =
    strict.ok || text.length > mostCharacters ? { text, mended: [] } : mendEndTags(text)
  const read = mended.length > 0 ? readXml(mendedText, mostCharacters) : strict
  if (!read.ok) return read
  const { root } = read
  const [id] = childrenOf(root, 'securityPolicyId')
  if (root.name !== 'SPIF' || id === undefined) return { ok: false, reason: 'not an XML-SPIF policy' }
  const problems: string[] = []
  const [classes] = childrenOf(root, 'securityClassifications')
  const [tagSets] = childrenOf(root, 'securityCategoryTagSets')
  const spif: Spif = {
    name: attribute(id, 'name'),
    id: attribute(id, 'id'),
    classifications: childrenOf(classes, 'securityClassification').map((element) =>
      classificationOf(element, problems),
    ),
    tagSets: childrenOf(tagSets, 'securityCategoryTagSet').map((element) => tagSetOf(element, problems)),
    markings: markingsOf(root),
    qualifiers: qualifiersOf(root),
  }
  checkUnique(spif, problems)
  const [problem] = problems
  return problem === undefined ? { ok: true, spif, mended } : { ok: false, reason: problem }
}

/** The number of a category or classification as it is compared: without leading zeros. */
export function plainLacv(text: string): string {
  return text.replace(/^0+(?=\d)/, '')
}

/** The kind of tag that a tag type (with its enumeration or encoding) names; undefined for none that is known. */
function tagKindOf(type: string, enumeration: string): TagKind | undefined {
  if (type === 'permissive' || type === 'restrictive') return type
  if (type === 'tagType7') return 'informative'
  if (type !== 'enumerated') return undefined
  return enumeration === 'permissive'
    ? 'enumeratedPermissive'
    : enumeration === 'restrictive'
      ? 'enumeratedRestrictive'
      : undefined
}

function attribute(element: XmlElement, name: string): string {
  return element.attributes.get(name) ?? ''
}

function classificationOf(element: XmlElement, problems: string[]): SpifClassification {
  return {
    name: attribute(element, 'name'),
    lacv: lacvOf(element, problems),
    hierarchy: Number(attribute(element, 'hierarchy')),
    markings: markingsOf(element),
    required: requirementsOf(element, problems),
  }
}

function tagSetOf(element: XmlElement, problems: string[]): SpifTagSet {
  const tags = childrenOf(element, 'securityCategoryTag').map((tag) => tagOf(tag, problems))
  return { name: attribute(element, 'name'), id: attribute(element, 'id'), tags }
}

function tagOf(element: XmlElement, problems: string[]): SpifTag {
  const name = attribute(element, 'name')
  const kind = tagKindOf(attribute(element, 'tagType'), attribute(element, 'enumType'))
  if (kind === undefined) problems.push(`the tag ${name} is of an unknown type`)
  return {
    name,
    kind: kind ?? 'restrictive',
    isSingle: attribute(element, 'singleSelection') === 'true',
    categories: childrenOf(element, 'tagCategory').map((category) => categoryOf(category, problems)),
    qualifiers: qualifiersOf(element),
  }
}

function categoryOf(element: XmlElement, problems: string[]): SpifCategory {
  const name = attribute(element, 'name')
  const excludedClasses = childrenOf(element, 'excludedClass').map(({ text }) => text)
  if (new Set(excludedClasses).size < excludedClasses.length) {
    problems.push(`the category ${name} excludes one classification twice`)
  }
  return {
    name,
    lacv: lacvOf(element, problems),
    markings: markingsOf(element),
    excludedClasses,
    excluded: childrenOf(element, 'excludedCategory').map(matchOf),
    required: requirementsOf(element, problems),
  }
}

function lacvOf(element: XmlElement, problems: string[]): string {
  const lacv = attribute(element, 'lacv')
  if (!/^\d{1,9}$/.test(lacv)) problems.push(`${element.name} ${attribute(element, 'name')}: lacv is not a number`)
  return plainLacv(lacv)
}

function matchOf(element: XmlElement): SpifCategoryMatch {
  const lacv = element.attributes.get('lacv')
  return {
    tagSet: attribute(element, 'tagSetRef'),
    kind: tagKindOf(attribute(element, 'tagType'), attribute(element, 'enumType')),
    lacv: lacv === undefined || attribute(element, 'all') === 'true' ? undefined : plainLacv(lacv),
  }
}

function requirementsOf(element: XmlElement, problems: string[]): readonly SpifRequirement[] {
  return childrenOf(element, 'requiredCategory').map((required) => {
    const operation = operations.find((name) => name === attribute(required, 'operation'))
    if (operation === undefined) problems.push(`${attribute(element, 'name')} requires categories in an unknown way`)
    return { operation: operation ?? 'all', matches: childrenOf(required, 'categoryGroup').map(matchOf) }
  })
}

function markingsOf(element: XmlElement): readonly SpifMarkingData[] {
  return childrenOf(element, 'markingData').map((marking) => ({
    language: marking.attributes.get('xml:lang')?.toLowerCase(),
    phrase: marking.attributes.get('phrase'),
    codes: childrenOf(marking, 'code').map(({ text }) => text),
  }))
}

function qualifiersOf(element: XmlElement): readonly SpifQualifier[] {
  return childrenOf(element, 'markingQualifier')
    .flatMap((group) => childrenOf(group, 'qualifier'))
    .flatMap((qualifier) => {
      const place = places.find((name) => name === attribute(qualifier, 'qualifierCode'))
      const language = qualifier.attributes.get('xml:lang')?.toLowerCase()
      return place === undefined ? [] : [{ language, place, words: attribute(qualifier, 'markingQualifier') }]
    })
}

function checkUnique({ classifications, tagSets }: Spif, problems: string[]): void {
  if (classifications.length === 0) problems.push('the policy has no classification')
  const names: readonly (readonly [string, readonly string[]])[] = [
    ['classification', classifications.map(({ lacv }) => lacv)],
    ['tag set', tagSets.map(({ id }) => id)],
    ...tagSets.flatMap(({ tags }) =>
      tags.map(({ name, categories }) => [`category of ${name}`, categories.map(({ lacv }) => lacv)] as const),
    ),
  ]
  for (const [what, keys] of names) {
    const twice = keys.find((key, at) => keys.indexOf(key) < at)
    if (twice !== undefined) problems.push(`the ${what} ${twice} stands twice`)
  }
}
