/**
 * A sentence that the node writes, and how it is said in Japanese. Of the English: `{name}` stands for any text that is kept as
 * it is, `{name#}` for a number, `{name@}` for an instant in ISO 8601, `{name~}` for a sentence or nothing, `{name!}` for a
 * name without a colon; of these two the same table says what it knows. The Japanese names each of them as `{name}`.
 */
export type Sentence = readonly [english: string, japanese: string]

/** A run of what is said; English is what no sentence of the table covers. */
type Run = { readonly text: string; readonly isEnglish: boolean }

/** Says a text of the node in Japanese, as far as it is known. */
export type SayJapanese = (text: string) => readonly Run[]

type Kind = '' | '#' | '@' | '~' | '!'
type Pattern = {
  readonly starts: string
  readonly whole: RegExp
  readonly members: readonly { readonly name: string; readonly kind: Kind }[]
  readonly japanese: readonly string[]
}

const MEMBER = /\{(\w+)([#@~!]?)\}/
const MATCHES: { readonly [K in Kind]: string } = {
  '': '(.+?)',
  '#': '([+\\-−]?\\d[\\d.,]*(?:e[+-]?\\d+)?)',
  '@': '(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)',
  '~': '(.*?)',
  '!': '((?:(?!: ).)+?)',
}
const JAPANESE_LETTERS = /[\u3040-\u30ff\u3400-\u9fff]/
/** Texts that are kept as said; a tray and a page of the log say fewer. */
const MOST_KEPT = 2000

const isKind = (kind: string): kind is Kind =>
  kind === '' || kind === '#' || kind === '@' || kind === '~' || kind === '!'
const plain = (text: string): Run => ({ text, isEnglish: false })
const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

function compile([english, japanese]: Sentence): Pattern {
  // Split by a pattern with two groups: literal, name, kind, literal, name, kind, … literal.
  const pieces = english.split(MEMBER)
  const members: { readonly name: string; readonly kind: Kind }[] = []
  let whole = literally(pieces[0] ?? '')
  for (let at = 1; at + 2 < pieces.length; at += 3) {
    const kind = pieces[at + 1] ?? ''
    if (!isKind(kind)) continue
    members.push({ name: pieces[at] ?? '', kind })
    whole += MATCHES[kind] + literally(pieces[at + 2] ?? '')
  }
  return {
    starts: pieces[0] ?? '',
    whole: new RegExp(`^${whole}$`, 's'),
    members,
    japanese: japanese.split(/\{(\w+)\}/),
  }
}

/**
 * Makes what says the node's texts in Japanese. A text that no sentence covers is tried in two halves about a colon: a name, or
 * what another sentence says, may stand before it.
 * @param sentences - The first that fits is said.
 * @param utc - Writes an instant.
 */
export function createSayJapanese(sentences: readonly Sentence[], utc: (iso: string) => string): SayJapanese {
  const patterns = sentences.map(compile)
  const kept = new Map<string, readonly Run[] | undefined>()

  const fill = (pattern: Pattern, found: RegExpExecArray): readonly Run[] =>
    pattern.japanese.flatMap((piece, index): readonly Run[] => {
      if (index % 2 === 0) return piece === '' ? [] : [plain(piece)]
      const at = pattern.members.findIndex(({ name }) => name === piece)
      const value = found[at + 1] ?? ''
      const kind = pattern.members[at]?.kind
      if (kind === '~') return say(value)
      if (kind === '!') return known(value) ?? [plain(value)]
      return [plain(kind === '@' ? utc(value) : value)]
    })
  const covered = (text: string): readonly Run[] | undefined => {
    for (const pattern of patterns) {
      const found = text.startsWith(pattern.starts) ? pattern.whole.exec(text) : null
      if (found !== null) return fill(pattern, found)
    }
    return halves(text)
  }
  const known = (text: string): readonly Run[] | undefined => {
    if (!kept.has(text)) {
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(text, covered(text))
    }
    return kept.get(text)
  }
  const halves = (text: string): readonly Run[] | undefined => {
    let half: readonly Run[] | undefined
    for (let at = text.indexOf(': '); at !== -1; at = text.indexOf(': ', at + 1)) {
      const [before, after] = [text.slice(0, at), text.slice(at + 2)]
      const [first, second] = [known(before), known(after)]
      if (first === undefined && second === undefined) continue
      const runs = [...(first ?? [plain(before)]), plain('：'), ...(second ?? as(after))]
      if (first !== undefined && second !== undefined) return runs
      half ??= runs
    }
    return half
  }
  // What somebody wrote in Japanese is not English because the node did not write it.
  const as = (text: string): readonly Run[] => [{ text, isEnglish: !JAPANESE_LETTERS.test(text) }]
  const say: SayJapanese = (text) => (text === '' ? [] : (known(text) ?? as(text)))
  return say
}
