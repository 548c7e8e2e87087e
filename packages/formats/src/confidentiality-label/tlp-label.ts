/** Labels of the Traffic Light Protocol 2.0, from the widest to the narrowest. Source: FIRST, TLP version 2.0, 2022. */
const tlpWords = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const

/** One of `tlpWords`. */
export type TlpWord = (typeof tlpWords)[number]

/**
 * A TLP label as people write it: `TLP:AMBER+STRICT`, in any case, with or without a space behind the colon. `TLP:WHITE` of version
 * 1 is CLEAR.
 *
 * @returns Undefined for any other text: a label that is not understood is never taken for a wider one.
 */
export function readTlp(text: string): TlpWord | undefined {
  const word = /^TLP: ?([A-Z+]{3,12})$/.exec(text.trim().toUpperCase())?.[1]
  return word === 'WHITE' ? 'CLEAR' : tlpWords.find((known) => known === word)
}

/** The label as FIRST writes it, such as `TLP:CLEAR`. */
export function writeTlp(word: TlpWord): string {
  return `TLP:${word}`
}
