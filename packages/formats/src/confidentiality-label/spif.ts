/** How a clearance answers for the categories of a tag: one of them, every one, or not at all (informative). */
export type TagKind = 'permissive' | 'restrictive' | 'enumeratedPermissive' | 'enumeratedRestrictive' | 'informative'

/** Words of a marking, for one language or (without it) for all that have none of their own. */
export type SpifMarkingData = {
  readonly language: string | undefined
  readonly phrase: string | undefined
  readonly codes: readonly string[]
}

/** What stands before, between and after the words of a tag or of a whole marking. */
export type SpifQualifier = {
  readonly language: string | undefined
  readonly place: 'prefix' | 'separator' | 'suffix'
  readonly words: string
}

/** Categories that another one asks for or rules out: one by `lacv`, or all of a tag set and kind. */
export type SpifCategoryMatch = {
  readonly tagSet: string
  readonly kind: TagKind | undefined
  readonly lacv: string | undefined
}

/** Categories that must be there too. */
export type SpifRequirement = {
  readonly operation: 'all' | 'oneOrMore' | 'onlyOne'
  readonly matches: readonly SpifCategoryMatch[]
}

/** One classification of a policy. */
export type SpifClassification = {
  readonly name: string
  /** Label and certificate value, without leading zeros. */
  readonly lacv: string
  readonly hierarchy: number
  readonly markings: readonly SpifMarkingData[]
  readonly required: readonly SpifRequirement[]
}

/** One category of a tag. */
export type SpifCategory = {
  readonly name: string
  readonly lacv: string
  readonly markings: readonly SpifMarkingData[]
  /** Names of classifications with which it must not stand. */
  readonly excludedClasses: readonly string[]
  readonly excluded: readonly SpifCategoryMatch[]
  readonly required: readonly SpifRequirement[]
}

/** One tag of a tag set. */
export type SpifTag = {
  readonly name: string
  readonly kind: TagKind
  readonly isSingle: boolean
  readonly categories: readonly SpifCategory[]
  readonly qualifiers: readonly SpifQualifier[]
}

/** One tag set. */
export type SpifTagSet = { readonly name: string; readonly id: string; readonly tags: readonly SpifTag[] }

/** A security policy information file. Source: the XML-SPIF schema 2.1; ITU-T X.841. */
export type Spif = {
  readonly name: string
  /** Object identifier in dots. */
  readonly id: string
  readonly classifications: readonly SpifClassification[]
  readonly tagSets: readonly SpifTagSet[]
  readonly markings: readonly SpifMarkingData[]
  readonly qualifiers: readonly SpifQualifier[]
}

/** A category where it stands in its policy. */
export type PlacedCategory = { readonly tagSet: SpifTagSet; readonly tag: SpifTag; readonly category: SpifCategory }

/** A label in the terms of its policy; categories are in the policy's order. */
export type SecurityLabel = {
  readonly spif: Spif
  readonly classification: SpifClassification
  readonly categories: readonly PlacedCategory[]
}

/** What somebody is cleared for, in the terms of a policy; both lists are in the policy's order. */
export type Clearance = {
  readonly spif: Spif
  readonly classifications: readonly SpifClassification[]
  readonly categories: readonly PlacedCategory[]
}

/** Every category of a policy, in order. */
export function placedCategories(spif: Spif): readonly PlacedCategory[] {
  return spif.tagSets.flatMap((tagSet) =>
    tagSet.tags.flatMap((tag) => tag.categories.map((category) => ({ tagSet, tag, category }))),
  )
}
