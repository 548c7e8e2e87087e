import type { PlacedCategory, SecurityLabel, SpifCategoryMatch, SpifRequirement } from './spif.ts'

/**
 * What is wrong with a label by its policy's own rules: a category that the classification or another category rules out, one that
 * is missing, two where one may stand. Source: XML-SPIF schema 2.1 (excludedClass, excludedCategory, requiredCategory,
 * singleSelection).
 *
 * @returns Nothing for a valid label.
 */
export function faultsOfLabel(label: SecurityLabel): readonly string[] {
  const { classification, categories } = label
  const faults = unmet(classification.name, classification.required, categories)
  for (const placed of categories) {
    const { category } = placed
    if (category.excludedClasses.includes(classification.name)) {
      faults.push(`${category.name} must not stand with ${classification.name}`)
    }
    const others = categories.filter((other) => other !== placed)
    for (const match of category.excluded) {
      const found = others.find((other) => isMatched(other, match))
      if (found !== undefined) faults.push(`${category.name} must not stand with ${found.category.name}`)
    }
    faults.push(...unmet(category.name, category.required, categories))
  }
  for (const tag of new Set(categories.map((placed) => placed.tag))) {
    if (tag.isSingle && categories.filter((placed) => placed.tag === tag).length > 1) {
      faults.push(`${tag.name} may have one value`)
    }
  }
  return faults
}

function unmet(name: string, required: readonly SpifRequirement[], categories: readonly PlacedCategory[]): string[] {
  return required
    .filter((requirement) => !isMet(requirement, categories))
    .map(() => `${name} lacks a required category`)
}

function isMet({ operation, matches }: SpifRequirement, categories: readonly PlacedCategory[]): boolean {
  const met = matches.filter((match) => categories.some((placed) => isMatched(placed, match))).length
  if (operation === 'all') return met === matches.length
  return operation === 'onlyOne' ? met === 1 : met >= 1
}

function isMatched({ tagSet, tag, category }: PlacedCategory, match: SpifCategoryMatch): boolean {
  return (
    tagSet.name === match.tagSet &&
    (match.kind === undefined || match.kind === tag.kind) &&
    (match.lacv === undefined || match.lacv === category.lacv)
  )
}
