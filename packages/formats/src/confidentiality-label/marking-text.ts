import type { Clearance, PlacedCategory, SecurityLabel, Spif, SpifMarkingData, SpifQualifier } from './spif.ts'

/**
 * The words that a policy has for a label, such as `NATO UNCLASSIFIED Releasable to ISAF, KFOR`. Source: XML-SPIF schema 2.1
 * (markingData, markingQualifier).
 *
 * @param language - BCP 47, such as `fr-CA`; without words for it those of its primary language, else those of no language.
 */
export function markingTextOf({ spif, classification, categories }: SecurityLabel, language: string): string {
  const words = new Words(language)
  const sources = [spif.markings, classification.markings, ...categories.map(({ category }) => category.markings)]
  const policy = sources.map((markings) => words.replacedPolicy(markings)).findLast((phrase) => phrase !== undefined)
  const hidesClass = categories.some(({ category }) => hasCode(category.markings, 'suppressClassName'))
  const level = hidesClass ? '' : words.nameOf(classification.name, classification.markings)
  return words.wrapped(spif, [policy ?? spif.name, level, ...words.tags(categories)])
}

/** The words for a clearance: every classification in braces, then categories; without the policy's name. See `markingTextOf`. */
export function clearanceTextOf({ spif, classifications, categories }: Clearance, language: string): string {
  const words = new Words(language)
  const levels = [...classifications]
    .sort((a, b) => a.hierarchy - b.hierarchy)
    .map(({ name, markings }) => words.nameOf(name, markings))
  return words.wrapped(spif, [`{${levels.join('|')}}`, ...words.tags(categories)])
}

class Words {
  readonly #languages: readonly (string | undefined)[]

  constructor(language: string) {
    const wanted = language.toLowerCase()
    this.#languages = [wanted, wanted.split('-')[0], undefined]
  }

  /** What stands for a classification or category; empty where it is not shown. */
  nameOf(name: string, markings: readonly SpifMarkingData[]): string {
    if (hasCode(markings, 'noMarkingDisplay')) return ''
    const own = markings.filter(({ phrase, codes }) => phrase !== undefined && !codes.includes('replacePolicy'))
    return this.#pick(own)?.phrase ?? (hasCode(markings, 'noNameDisplay') ? '' : name)
  }

  /** What stands for the policy's name, if the markings say something about it. */
  replacedPolicy(markings: readonly SpifMarkingData[]): string | undefined {
    return this.#pick(markings.filter(({ codes }) => codes.includes('replacePolicy')))?.phrase
  }

  /** The words of each tag that shows any. */
  tags(categories: readonly PlacedCategory[]): readonly string[] {
    return [...new Set(categories.map(({ tag }) => tag))].map((tag) => {
      const names = categories
        .filter((placed) => placed.tag === tag)
        .map(({ category }) => this.nameOf(category.name, category.markings))
        .filter((name) => name !== '')
      if (names.length === 0) return ''
      const separator = this.#qualifier(tag.qualifiers, 'separator') ?? '/'
      const prefix = this.#qualifier(tag.qualifiers, 'prefix') ?? ''
      return prefix + names.join(separator) + (this.#qualifier(tag.qualifiers, 'suffix') ?? '')
    })
  }

  /** The parts that are not empty, between what the policy puts around a marking. */
  wrapped({ qualifiers }: Spif, parts: readonly string[]): string {
    const text = parts.filter((part) => part !== '').join(this.#qualifier(qualifiers, 'separator') ?? ' ')
    return (this.#qualifier(qualifiers, 'prefix') ?? '') + text + (this.#qualifier(qualifiers, 'suffix') ?? '')
  }

  #qualifier(qualifiers: readonly SpifQualifier[], place: SpifQualifier['place']): string | undefined {
    return this.#pick(qualifiers.filter((qualifier) => qualifier.place === place))?.words
  }

  #pick<T extends { readonly language: string | undefined }>(choices: readonly T[]): T | undefined {
    return this.#languages
      .map((wanted) => choices.find(({ language }) => language === wanted))
      .find((choice) => choice !== undefined)
  }
}

function hasCode(markings: readonly SpifMarkingData[], code: string): boolean {
  return markings.some(({ codes }) => codes.includes(code))
}
