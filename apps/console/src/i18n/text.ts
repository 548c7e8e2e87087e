import { IntlMessageFormat } from 'intl-messageformat'

/** Languages of the console. */
export type Language = 'en' | 'ja'

/** What a message may be given. */
type MessageValues = Readonly<Record<string, string | number>>

/** Sentences of one part of the console, in every language; each id is one whole sentence or label. */
export type Catalogue<Id extends string> = { readonly [L in Language]: Readonly<Record<Id, string>> }

/** Says the sentence of an id in the present language. */
export type Text<Id extends string> = (id: Id, values?: MessageValues) => string

/** Isolates a name, so that its direction does not turn the sentence around it. Source: Unicode UAX #9, FSI … PDI. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`
}

/** Makes longer, accented words of a message's literal text, so that a layout can be tested before it is translated. */
export function pseudoLocalise(message: string): string {
  const accented = new Map([...'aeiouAEIOU'].map((letter, index) => [letter, [...'áéíóúÁÉÍÓÚ'][index] ?? letter]))
  let depth = 0
  let literal = 0
  let out = ''
  for (const letter of message) {
    if (letter === '{') depth += 1
    if (depth % 2 === 0) literal += 1
    out += depth % 2 === 0 ? (accented.get(letter) ?? letter) : letter
    if (letter === '}') depth -= 1
  }
  return `${out}${'·'.repeat(Math.ceil(literal * 0.4))}`
}

/**
 * Speaks one catalogue in one language. A message is parsed when it is first said.
 * @param options.pseudo - Says longer words, for tests of the layout.
 */
export function createText<Id extends string>(
  catalogue: Catalogue<Id>,
  language: Language,
  options: { readonly pseudo: boolean },
): Text<Id> {
  const parsed = new Map<Id, IntlMessageFormat>()
  return (id, values) => {
    let message = parsed.get(id)
    if (message === undefined) {
      const source = catalogue[language][id]
      message = new IntlMessageFormat(options.pseudo ? pseudoLocalise(source) : source, language)
      parsed.set(id, message)
    }
    return String(message.format(values))
  }
}
